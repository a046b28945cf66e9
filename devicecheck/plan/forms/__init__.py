"""What is printed, or read together, of a plan: nothing, a card, a sheet, a page for the file, a page on the screen."""

from __future__ import annotations

from devicecheck.plan.forms.compose import Print, choices, compose
from devicecheck.plan.forms.page import Block, Form, Line, Page
from devicecheck.plan.forms.typeset import filename, typeset

__all__ = ["Block", "Form", "Line", "Page", "Print", "choices", "compose", "filename", "typeset"]
