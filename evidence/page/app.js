// The page: what was chosen goes to verify(), what it says is shown as text, in German or English.

const WORDS = {
  de: {
    other: "English",
    title: "Bündel prüfen",
    intro: "Diese Seite prüft, ob ein Bündel noch genau so ist, wie es versiegelt wurde. Nichts wird ins Internet geschickt: Die Seite darf es nicht.",
    caution: "Diese Seite kam mit dem Bündel. Wer das Bündel fälscht, kann auch diese Seite fälschen. Mehr wert ist ein Prüfprogramm, das Sie von woanders haben. Wie das geht, steht in VERIFY/LIESMICH.txt.",
    step1: "1. Was Sie auf anderem Weg bekommen haben",
    receipt: "Quittung (eine Zeile, beginnt mit DEVICECHECK-RECEIPT)",
    key: "Fingerabdruck des Schlüssels der Beratungsstelle, wenn Sie ihn haben",
    step2: "2. Das Bündel",
    folder: "Ausgepackten Ordner wählen",
    zip: "Oder die zip-Datei wählen",
    step3: "3. Ergebnis",
    waiting: "Noch nichts gewählt.",
    working: "Es wird geprüft: {percent} %",
    verified: "Unverändert seit dem Versiegeln",
    refused: "Die Prüfung ist fehlgeschlagen",
    unverified: "HERKUNFT NICHT GEPRÜFT (origin: unverified). In sich stimmt alles. Aber ohne Quittung oder Fingerabdruck kann das jede und jeder gemacht haben.",
    origin: { "key": "Herkunft: Der Schlüssel ist der, den Sie angegeben haben.", "receipt": "Herkunft: Die Quittung passt.", "key and receipt": "Herkunft: Schlüssel und Quittung passen." },
    kinds: {
      "malformed": "Das ist kein Bündel, oder es hat nicht die Form, die es haben muss.",
      "tampered": "Etwas wurde verändert, hinzugefügt oder vertauscht.",
      "incomplete": "Etwas fehlt.",
      "untrusted key": "Mit einem anderen Schlüssel unterschrieben als erwartet.",
      "anchor missing": "Der Zeitstempel fehlt.",
      "receipt mismatch": "In sich stimmt alles. Aber es ist nicht das Bündel, zu dem die Quittung gehört.",
    },
    badReceipt: "In der Quittung ist ein Tippfehler, oder es ist keine.",
    badKey: "Ein Fingerabdruck hat 64 Zeichen aus 0–9 und a–f, mindestens die ersten 32.",
    noEd25519: "Dieser Browser kann die Unterschriften nicht prüfen. Bitte nehmen Sie einen neueren. Es wurde nichts geprüft.",
    locked: "Diese Datei ist noch verschlüsselt. Öffnen Sie sie zuerst mit age. Die Anleitung liegt als Textdatei daneben.",
    unreadable: "Die Dateien konnten nicht gelesen werden: {what}",
    hint: "Bitte wählen Sie den Ordner, in dem bagit.txt liegt.",
    left: "Ein Browser zeigt keine Verknüpfungen und keine leeren Ordner. Sie wurden nicht gesucht.",
    notes: {
      clockBack: "Die Uhr des Computers ging in Zeile {line} um {seconds} Sekunden zurück.",
      clockSet: "Die Uhr des Computers wurde bei Zeile {line} um {seconds} Sekunden verstellt.",
      withheld: "Einträge, die hier nicht sagen, worum es geht: {count}. Das wurde zurückgehalten oder gelöscht. Es ist erlaubt.",
      clockAnchor: "Der Zeitstempel liegt {seconds} Sekunden nach dem Siegel. Die Uhr des Computers ging falsch, oder es wurde erst dann versiegelt.",
      phone: "{name}: Das Handy nannte eine andere Prüfsumme als die der Datei.",
      anchor: "Ein Zeitstempel ist da und gehört zu diesem Siegel (Zeit darin: {time}). Wer ihn ausgestellt hat, prüft diese Seite nicht. Der Befehl dafür steht in VERIFY/LIESMICH.txt.",
      anchorFailed: "Es sollte einen Zeitstempel geben. Die Stelle hat nicht geantwortet.",
      anchorNone: "Es gibt keinen Zeitstempel. Die Zeiten kommen allein von der Uhr des Computers.",
    },
    facts: { case: "Fall", bundle: "Bündel", sealed: "Versiegelt", exhibits: "Beweisstücke", lines: "Einträge im Protokoll", key: "Schlüssel", head: "Kopf der Kette" },
    exhibitsValue: "{handed} in diesem Bündel, {all} insgesamt",
    columns: ["Nr.", "Datei", "Bytes", "Woher", "Von der Klientin dazu gesagt", "SHA-256"],
    limits: "Auch ein unverändertes Bündel beweist nicht, dass das Handy die Wahrheit gesagt hat.",
  },
  en: {
    other: "Deutsch",
    title: "Verify a bundle",
    intro: "This page checks whether a bundle is still exactly as it was sealed. Nothing is sent to the internet: the page is not allowed to.",
    caution: "This page came with the bundle. Whoever forges the bundle can forge this page, too. A verifier that you have from elsewhere is worth more. VERIFY/README.txt says how.",
    step1: "1. What you were given by another route",
    receipt: "Receipt (one line, begins with DEVICECHECK-RECEIPT)",
    key: "Fingerprint of the centre's key, if you have it",
    step2: "2. The bundle",
    folder: "Choose the unpacked folder",
    zip: "Or choose the zip file",
    step3: "3. Result",
    waiting: "Nothing chosen yet.",
    working: "Checking: {percent} %",
    verified: "Unchanged since it was sealed",
    refused: "The check failed",
    unverified: "ORIGIN NOT CHECKED (origin: unverified). It is whole in itself. But without receipt or fingerprint anybody can have made it.",
    origin: { "key": "Origin: the key is the one you gave.", "receipt": "Origin: the receipt fits.", "key and receipt": "Origin: key and receipt fit." },
    kinds: {
      "malformed": "This is not a bundle, or it does not have the form it must have.",
      "tampered": "Something was changed, added or swapped.",
      "incomplete": "Something is missing.",
      "untrusted key": "Signed with another key than expected.",
      "anchor missing": "The time-stamp is missing.",
      "receipt mismatch": "It is whole in itself. But it is not the bundle that the receipt was written for.",
    },
    badReceipt: "The receipt has a typing error, or it is not a receipt.",
    badKey: "A fingerprint has 64 characters of 0–9 and a–f, at least the first 32.",
    noEd25519: "This browser cannot check the signatures. Please take a newer one. Nothing was checked.",
    locked: "This file is still encrypted. Open it with age first. The guide lies beside it as a text file.",
    unreadable: "The files could not be read: {what}",
    hint: "Please choose the folder that bagit.txt lies in.",
    left: "A browser does not show links or empty folders. Nobody looked for them.",
    notes: {
      clockBack: "The computer's clock went back by {seconds} seconds at line {line}.",
      clockSet: "The computer's clock was changed by {seconds} seconds at line {line}.",
      withheld: "Entries that do not say here what they are about: {count}. It was withheld or deleted. This is allowed.",
      clockAnchor: "The time-stamp is {seconds} seconds after the seal. The computer's clock was wrong, or it was sealed only then.",
      phone: "{name}: the phone named another checksum than that of the file.",
      anchor: "There is a time-stamp and it belongs to this seal (time in it: {time}). This page does not check who issued it. The command for that is in VERIFY/README.txt.",
      anchorFailed: "There should be a time-stamp. The authority did not answer.",
      anchorNone: "There is no time-stamp. The times come from the computer's clock alone.",
    },
    facts: { case: "Case", bundle: "Bundle", sealed: "Sealed", exhibits: "Exhibits", lines: "Entries in the log", key: "Key", head: "Head of the chain" },
    exhibitsValue: "{handed} in this bundle, {all} in all",
    columns: ["No.", "File", "Bytes", "Where from", "What the client said about it", "SHA-256"],
    limits: "Even an unchanged bundle does not prove that the phone told the truth.",
  },
};

let language = navigator.language.startsWith("de") ? "de" : "en";
let shown = () => {};
const here = (id) => document.getElementById(id);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

// Text of a bundle may be hostile: marks that steer a reader are shown as numbers.
const visible = (text) => String(text ?? "").replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (mark) => `\\u{${mark.codePointAt(0).toString(16)}}`);

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = visible(text);
  if (className) made.className = className;
  return made;
}

function labelAll() {
  document.documentElement.lang = language;
  document.title = WORDS[language].title;
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = WORDS[language][place.dataset.word];
  shown();
}

function show(parts, verdict) {
  here("result").replaceChildren(...parts);
  here("result").dataset.verdict = verdict;
}

function showRefusal(error) {
  const words = WORDS[language];
  const parts = [element("h3", `✗ ${words.refused}`, "bad"), element("p", words.kinds[error.kind]), element("p", error.message, "code")];
  if (error.hint) parts.push(element("p", words.hint));
  show(parts, error.kind);
}

function showVerified(said) {
  const words = WORDS[language];
  const unverified = said.origin === "unverified";
  const parts = [element("h3", `✓ ${words.verified}`, "good"), element("p", unverified ? words.unverified : words.origin[said.origin], unverified ? "warn" : "good")];
  const facts = element("dl");
  const values = { ...said, exhibits: filled(words.exhibitsValue, { handed: said.handedOver.length, all: said.exhibits }) };
  for (const name of Object.keys(words.facts)) facts.append(element("dt", words.facts[name]), element("dd", values[name], "code"));
  parts.push(facts, element("p", words.limits), element("p", words.left));
  for (const note of said.notes) {
    parts.push(element("p", filled(words.notes[note.about], note), "note"));
    parts[parts.length - 1].dataset.about = note.about;
  }
  parts.push(tableOf(said.handedOver, words));
  show(parts, `verified, origin: ${said.origin}`);
}

function tableOf(exhibits, words) {
  const table = element("table"), head = element("tr");
  head.append(...words.columns.map((title) => element("th", title)));
  table.append(head);
  for (const one of exhibits) {
    const row = element("tr");
    row.append(...[one.number, one.name, one.size, one.source, one.shows, one.sha256].map((text) => element("td", text)));
    table.append(row);
  }
  return table;
}

const say = (key, values, verdict) => {
  shown = () => show([element("p", filled(WORDS[language][key], values || {}))], verdict);
  shown();
};

// What the person typed; null after saying what is wrong with it.
function givenByHand() {
  const text = here("receipt").value.trim(), digits = here("key").value.replace(/[\s:.-]/g, "").toLowerCase();
  const receipt = text ? readReceipt(text) : null;
  if (text && !receipt) say("badReceipt", {}, "bad receipt");
  else if (digits && !/^[0-9a-f]{32,64}$/.test(digits)) say("badKey", {}, "bad key");
  else return { receipt, key: digits };
  return null;
}

async function canVerify() {
  try {
    await isSigned("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", new Uint8Array(), "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b".slice(0, 128));
    return true;
  } catch {
    return false;
  }
}

async function check(found) {
  const given = givenByHand();
  if (!given) return;
  if (!(await canVerify())) return void say("noEd25519", {}, "cannot verify");
  const all = found.reduce((sum, one) => sum + one.blob.size, 0) || 1;
  let done = 0, percent = -1;
  const told = (bytes) => {
    done += bytes;
    if (Math.floor((100 * done) / all) !== percent) {
      percent = Math.floor((100 * done) / all);
      say("working", { percent }, "working");
    }
  };
  const files = new Map();
  for (const { path, blob } of found) files.set(path.split("/").slice(1).join("/"), { blob, ...(await digestsOf(blob, told)) });
  try {
    const said = await verify(files, given);
    shown = () => showVerified(said);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    error.hint = !files.has("bagit.txt");
    shown = () => showRefusal(error);
  }
  shown();
}

let last = [];

async function chosen(list) {
  try {
    last = await list();
    if (last.length) await check(last);
  } catch (error) {
    if (error instanceof Refused) {
      shown = () => showRefusal(error);
      shown();
    } else say("unreadable", { what: error.message }, "unreadable");
  }
}

here("folder").addEventListener("change", (event) => chosen(async () => [...event.target.files].map((file) => ({ path: file.webkitRelativePath, blob: file }))));
here("zip").addEventListener("change", (event) => chosen(async () => {
  const [file] = event.target.files;
  if (!file) return [];
  if ((await file.slice(0, 21).text()) === "age-encryption.org/v1") {
    say("locked", {}, "locked");
    return [];
  }
  return unzip(file);
}));
for (const id of ["receipt", "key"]) here(id).addEventListener("change", () => chosen(async () => last));
here("language").addEventListener("click", () => {
  language = language === "de" ? "en" : "de";
  labelAll();
});
shown = () => say("waiting", {}, "waiting");
labelAll();
