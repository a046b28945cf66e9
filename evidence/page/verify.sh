#!/bin/sh
# Checks a bundle with sha256sum (or shasum) and openssl 3 or later. Run it in the bundle's folder: sh VERIFY/verify.sh
# It does not check the chain of lines, nor who made the bundle: compare HEAD and KEY with the receipt.
set -eu
[ -f bagit.txt ] || cd "$(dirname "$0")/.."
[ -f bagit.txt ] || { echo "no bundle here (bagit.txt is missing)" >&2; exit 2; }

if command -v sha256sum >/dev/null 2>&1; then sum() { sha256sum "$@"; }; else sum() { shasum -a 256 "$@"; }; fi
bytes() { perl -e 'while (<STDIN>) { chomp; print pack "H*", $_ }'; }
fail() { echo "REFUSED: $1" >&2; exit 1; }

sum -c manifest-sha256.txt >/dev/null || fail "an exhibit is not the one that was sealed"
sum -c tagmanifest-sha256.txt >/dev/null || fail "a file of the bundle is not the one that was sealed"
grep '"op":"seal"' custody/log.jsonl | tail -n 1 | sed 's/.*"files":{\([^}]*\)}.*/\1/' | tr ',' '\n' |
  sed 's/^"\(.*\)":"\([0-9a-f]*\)"$/\2  \1/' | sum -c >/dev/null || fail "a file is not the one that the seal names"
find . -type f ! -path ./tagmanifest-sha256.txt | sed 's,^\./,,' | while IFS= read -r name; do
  cut -c 67- manifest-sha256.txt tagmanifest-sha256.txt | grep -qxF -e "$name" || { echo "$name" >&2; exit 1; }
done || fail "a file that no manifest lists (named above)"
[ -z "$(find . -type l)" ] || fail "a link"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tail -n 1 custody/log.jsonl | tr -d '\n' >"$work/line"
sed 's/"sig":"[0-9a-f]*",\("time":"[^"]*","v":1}\)$/\1/' "$work/line" >"$work/unsigned"
{ printf 'devicecheck/sig/1\0'; cat "$work/unsigned"; } >"$work/message"
sed 's/.*"sig":"\([0-9a-f]*\)","time.*/\1/' "$work/line" | bytes >"$work/signature"
key=$(sed 's/.*"\([0-9a-f]*\)"\]}$/\1/' custody/keys.json)
{ echo 302a300506032b6570032100; echo "$key"; } | bytes >"$work/key"
openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$work/key" -in "$work/message" -sigfile "$work/signature" \
  >/dev/null || fail "the last signature is wrong"

head_of() { { printf 'devicecheck/log/1\0'; tr -d '\n'; } | sum | cut -d ' ' -f 1; }
head=$(head_of <"$work/line")
seal=$(grep '"op":"seal"' custody/log.jsonl | tail -n 1 | head_of)
[ "$seal" = "$head" ] || grep -q "\"op\":\"anchor-failed\",\"prev\":\"$seal\"" "$work/line" || fail "the last line does not follow from the seal"
centre=$(sed 's/.*"centre":"\([0-9a-f]*\)".*/\1/' custody/keys.json | bytes | sum | cut -d ' ' -f 1)
echo "files and last signature: as sealed"
echo "HEAD $head"
echo "KEY  $centre"
echo "origin: unverified. Compare HEAD and KEY with the receipt that you were given by another route."
