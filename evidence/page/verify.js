// Judges a bundle as docs/evidence-format.md says under "Verifying": the first step that fails gives the kind.

class Refused extends Error {
  constructor(kind, what) {
    super(`${kind}: ${what}`);
    this.kind = kind;
    this.what = what;
  }
}
const refuse = (kind, what) => { throw new Refused(kind, what); };
const need = (right, kind, what) => right || refuse(kind, what);

const BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const LOG = "custody/log.jsonl", BODIES = "custody/bodies.jsonl", KEYS = "custody/keys.json";
const SHA_LIST = "manifest-sha256.txt", BLAKE_LIST = "manifest-blake3.txt", TAG_LIST = "tagmanifest-sha256.txt";
const ALWAYS = ["bagit.txt", "bag-info.txt", SHA_LIST, BLAKE_LIST, KEYS, BODIES];
const ANCHOR = /^custody\/anchors\/[0-9]{4}\.tsr$/;
const MEMBERS = ["body", "case", "commit", "exhibit", "mono", "op", "prev", "seq", "session", "sig", "time", "v"];
const SEAL = { anchor: "string", bundle: "string", exhibits: "number", files: "object", payload_bytes: "number", payload_files: "number", recipients: "object" };
const HEX64 = /^[0-9a-f]{64}$/;
const ascii = (text) => new TextEncoder().encode(text);
const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// RFC 8785 with the format's limits; throws TypeError for what the format does not allow.
function canonical(value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new TypeError("a number that is not whole or too large");
    return String(value);
  }
  if (typeof value === "string") {
    if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)) throw new TypeError("half a character");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const names = Object.keys(value).sort(byName);
  if (names.some((name) => /[^\x00-\x7f]/.test(name))) throw new TypeError("a member's name that is not ASCII");
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

// Reads one line strictly: a text that is not byte for byte its own canonical form is malformed.
function readLine(bytes, where) {
  let text, value, again;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
    again = canonical(value);
  } catch (error) {
    refuse("malformed", `${where}: ${error.message}`);
  }
  need(isObject(value), "malformed", `${where}: not an object`);
  need(again === text, "malformed", `${where}: not in canonical form (RFC 8785)`);
  return value;
}

// Splits at line feeds; what follows the last one is dropped, the caller has looked at it.
function linesOf(bytes) {
  const lines = [];
  let at = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, at)) {
    lines.push(bytes.subarray(at, end));
    at = end + 1;
  }
  return lines;
}

async function isSigned(key, domain, message, signature) {
  const imported = await crypto.subtle.importKey("raw", bytesOfHex(key), { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, imported, bytesOfHex(signature), joined(ascii(domain), message));
}

function millisecondsOf(time) {
  if (typeof time !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time)) return NaN;
  const value = Date.parse(time);
  return Number.isNaN(value) || new Date(value).toISOString() !== time ? NaN : value;
}

function readEntry(raw, number) {
  const where = `line ${number + 1} of the log`;
  const entry = readLine(raw, where);
  need(entry.v === 1, "malformed", `${where}: version ${JSON.stringify(entry.v)} is not known to this page`);
  need(Object.keys(entry).sort(byName).join() === MEMBERS.join(), "malformed", `${where}: members are missing or unknown`);
  const right =
    /^C-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(entry.case) && HEX64.test(entry.prev) && typeof entry.op === "string" &&
    /^[a-z][a-z0-9-]{0,39}$/.test(entry.op) && isCount(entry.seq) && isCount(entry.mono) && isCount(entry.session) && entry.session > 0 &&
    (entry.exhibit === null || (typeof entry.exhibit === "string" && /^E-[0-9]{4,6}$/.test(entry.exhibit))) &&
    (entry.commit === null || (typeof entry.commit === "string" && HEX64.test(entry.commit))) &&
    (entry.body === null || isObject(entry.body)) && (entry.body === null) !== (entry.commit === null) &&
    typeof entry.sig === "string" && /^[0-9a-f]{128}$/.test(entry.sig) && !Number.isNaN(millisecondsOf(entry.time));
  need(right, "malformed", `${where}: a value has not the form it should have`);
  return entry;
}

const headMessage = (raw) => joined(ascii("devicecheck/log/1\0"), raw);

async function checkSignature(line, key) {
  const { sig, ...unsigned } = line.entry;
  const right = await isSigned(key, "devicecheck/sig/1\0", ascii(canonical(unsigned)), sig);
  need(right, "tampered", `line ${line.entry.seq + 1} of the log: its signature is wrong`);
}

async function readLog(bytes) {
  need(bytes.length && bytes[bytes.length - 1] === 10, "incomplete", `${LOG} ends in the middle of a line`);
  const lines = [], sessions = [];
  let head = "0".repeat(64), centre = null;
  for (const raw of linesOf(bytes)) {
    const number = lines.length, where = `line ${number + 1} of the log`;
    const entry = readEntry(raw, number);
    need(entry.seq === number && entry.prev === head, "tampered", `${where}: it does not follow from the line before`);
    need(!number || entry.case === lines[0].entry.case, "tampered", `${where}: it belongs to another case`);
    if (entry.op === "session") {
      if (number) await checkSignature(lines[number - 1], sessions[sessions.length - 1]);
      need(entry.session === sessions.length + 1, "tampered", `${where}: sessions are not numbered in order`);
      centre = await checkSession(entry, centre, where);
      sessions.push(entry.body.key);
    }
    need(sessions.length && entry.session === sessions.length, "tampered", `${where}: it names a session that was not begun`);
    head = sha256Hex(headMessage(raw));
    lines.push({ entry, raw, head });
  }
  await checkSignature(lines[lines.length - 1], sessions[sessions.length - 1]);
  return { lines, sessions, centre, ...sealOf(lines) };
}

async function checkSession(entry, before, where) {
  const { key, centre, certificate } = entry.body || {};
  const isKey = (value) => typeof value === "string" && HEX64.test(value);
  need(isKey(key) && isKey(centre), "malformed", `${where}: a session has to name its key and its centre's key`);
  need(before === null || before === centre, "untrusted key", `${where}: another centre's key than at the beginning`);
  const { case: name, prev, seq, session, time } = entry;
  const claim = ascii(canonical({ case: name, centre, key, prev, seq, session, time }));
  const proof = typeof certificate === "string" && /^[0-9a-f]{128}$/.test(certificate) ? certificate : "";
  const right = proof && (await isSigned(centre, "devicecheck/session/1\0", claim, proof));
  need(right, "untrusted key", `${where}: the centre's key did not certify this session's key`);
  return centre;
}

function sealOf(lines) {
  const last = lines[lines.length - 1];
  const failed = last.entry.op === "anchor-failed" && lines.length > 1;
  const seal = failed ? lines[lines.length - 2] : last;
  need(seal.entry.op === "seal" && seal.entry.session === last.entry.session, "incomplete", "the log does not end with a seal");
  return { seal, last, failed };
}

function statementOf(seal) {
  const body = seal.entry.body || {};
  const right =
    Object.keys(body).sort(byName).join() === Object.keys(SEAL).join() &&
    Object.keys(SEAL).every((name) => typeof body[name] === SEAL[name]) &&
    body.bundle === `${seal.entry.case}-${String(seal.entry.seq).padStart(4, "0")}` && isObject(body.files) && Array.isArray(body.recipients) &&
    ["expected", "none"].includes(body.anchor) && ALWAYS.every((name) => has(body.files, name));
  need(right, "malformed", "the seal has not the form that it should have");
  return body;
}

function readManifest(bytes, name) {
  const text = new TextDecoder("latin1").decode(bytes);
  const list = new Map();
  for (const line of text.split("\n").slice(0, -1)) list.set(line.slice(66), line.slice(0, 64));
  need(writeManifest(list) === text, "malformed", `${name}: not sorted lines of the form <hash>  <name>`);
  need([...list].every(([file, hash]) => HEX64.test(hash) && file && !/[^\x20-\x7e]/.test(file)), "malformed", `${name}: a hash or name of another form`);
  return list;
}

const writeManifest = (list) => [...list.keys()].sort(byName).map((name) => `${list.get(name)}  ${name}\n`).join("");

const present = (files, name) => (files.has(name) ? files.get(name) : refuse("incomplete", `${name} is missing`));

async function checkFiles(files, read, said, history) {
  for (const name of Object.keys(said.files).sort(byName)) {
    need(present(files, name).sha256 === said.files[name], "tampered", `${name} is not the file that was sealed`);
  }
  const first = readManifest(await read(SHA_LIST), SHA_LIST), second = readManifest(await read(BLAKE_LIST), BLAKE_LIST);
  const same = first.size === second.size && [...first.keys()].every((name) => second.has(name) && name.startsWith("data/"));
  need(same, "malformed", "the manifests do not name the same files, or not only files below data/");
  let bytes = 0;
  for (const [name, hash] of first) {
    const seen = present(files, name);
    need(seen.sha256 === hash && seen.blake3 === second.get(name), "tampered", `${name} is not the file that was sealed`);
    bytes += seen.size;
  }
  need(first.size === said.payload_files && bytes === said.payload_bytes, "tampered", "number or size of the exhibits is not what was sealed");
  const keys = canonical({ centre: history.centre, fingerprint: history.fingerprint, sessions: history.sessions });
  need(new TextDecoder().decode(await read(KEYS)) === `${keys}\n`, "tampered", `${KEYS} does not name the keys that signed the log`);
  return first;
}

function readBodies(bytes, history) {
  need(!bytes.length || bytes[bytes.length - 1] === 10, "malformed", `${BODIES} ends in the middle of a line`);
  const opened = new Map();
  let before = -1;
  const found = linesOf(bytes).map((raw) => {
    const line = readLine(raw, BODIES);
    const right = Object.keys(line).sort(byName).join() === "body,case,salt,seq" && isObject(line.body) && isCount(line.seq) &&
      line.seq > before && line.seq < history.lines.length && typeof line.salt === "string" && HEX64.test(line.salt);
    need(right, "malformed", `${BODIES}: a line of another form, or out of order`);
    before = line.seq;
    return { raw, line };
  });
  for (const { raw, line } of found) {
    const { entry } = history.lines[line.seq];
    const commit = sha256Hex(joined(ascii("devicecheck/body/1\0"), raw));
    need(entry.commit === commit && entry.case === line.case, "tampered", `${BODIES}: not what line ${line.seq + 1} of the log committed to`);
    opened.set(line.seq, line.body);
  }
  return opened;
}

function checkExhibits(files, bodies, history, said) {
  const items = history.lines.slice(0, history.seal.entry.seq).filter((line) => line.entry.op === "item");
  need(items.length === said.exhibits, "tampered", "the seal names another number of exhibits than the log");
  const logged = new Map();
  for (const { entry } of items) if (bodies.has(entry.seq)) logged.set(bodies.get(entry.seq).name, { ...bodies.get(entry.seq), number: entry.exhibit });
  const exhibits = [];
  for (const [name, seen] of files) {
    if (!name.startsWith("data/")) continue;
    const body = logged.get(name) || refuse("tampered", `${name}: the log knows no such exhibit`);
    const same = body.size === seen.size && body.sha256 === seen.sha256 && body.blake3 === seen.blake3;
    need(same, "tampered", `${name} is not the file that was logged when it was captured`);
    exhibits.push({ ...body, name });
  }
  return exhibits.sort((a, b) => byName(a.name, b.name));
}

async function checkNothingElse(files, read, said, list) {
  for (const name of [...files.keys()].sort(byName)) {
    const known = has(said.files, name) || list.has(name) || name === LOG || name === TAG_LIST || ANCHOR.test(name);
    need(known, "tampered", `${name} was not sealed`);
  }
  present(files, TAG_LIST);
  const listed = new Map();
  for (const [name, seen] of files) if (!name.startsWith("data/") && name !== TAG_LIST) listed.set(name, seen.sha256);
  const text = new TextDecoder("latin1").decode(await read(TAG_LIST));
  need(text === writeManifest(listed), "tampered", `${TAG_LIST} does not fit to the files that it lists`);
}

// One DER element: its tag, its content, and where it ends.
function derAt(bytes, at) {
  const tag = bytes[at];
  let length = bytes[at + 1], start = at + 2;
  if (length > 0x80) {
    const count = length - 0x80;
    length = 0;
    if (count > 4) throw new RangeError("too long");
    for (let i = 0; i < count; i++) length = length * 256 + bytes[start + i];
    start += count;
  } else if (length === 0x80) throw new RangeError("no length");
  const end = start + length;
  if (!(end <= bytes.length)) throw new RangeError("cut off");
  return { tag, content: bytes.subarray(start, end), end };
}
function derList(bytes) {
  const list = [];
  for (let at = 0; at < bytes.length; at = list[list.length - 1].end) list.push(derAt(bytes, at));
  return list;
}

// Returns status, imprint and time of a TimeStampResp (RFC 3161); throws for any other form.
function readToken(bytes) {
  const whole = derAt(bytes, 0);
  if (whole.tag !== 0x30 || whole.end !== bytes.length) throw new RangeError("not one answer");
  const [state, token] = derList(whole.content);
  const status = derList(state.content)[0].content[0];
  if (!token) return { status, imprint: "", time: "" };
  const signed = derList(derList(derList(token.content)[1].content)[0].content);
  const info = derList(derList(derList(derList(signed[2].content)[1].content)[0].content)[0].content);
  const imprint = hexOf(derList(info[2].content)[1].content);
  const time = new TextDecoder("latin1").decode(info[4].content);
  return { status, imprint, time: time.replace(/^(....)(..)(..)(..)(..)(..).*$/, "$1-$2-$3T$4:$5:$6Z") };
}

async function checkAnchors(files, read, said, history) {
  const names = [...files.keys()].filter((name) => ANCHOR.test(name)).sort(byName);
  if (said.anchor === "none" || history.failed) {
    need(!names.length, "tampered", `${names[0]}: the seal says that there is no time-stamp`);
    return [];
  }
  need(names.length, "anchor missing", "the seal says that a time-stamp belongs to it");
  const times = [];
  for (const name of names) {
    let token;
    try { token = readToken(await read(name)); } catch { refuse("malformed", `${name}: not the answer of a time-stamp authority`); }
    need(token.status < 2, "tampered", `${name}: the authority did not grant it`);
    need(token.imprint === history.seal.head, "tampered", `${name}: the time-stamp of something else`);
    times.push(token.time);
  }
  return times;
}

function clockNotes(lines) {
  const notes = [];
  lines.slice(1).forEach(({ entry }, index) => {
    const before = lines[index].entry;
    const passed = (millisecondsOf(entry.time) - millisecondsOf(before.time)) / 1000;
    if (passed < 0) notes.push({ about: "clockBack", line: entry.seq + 1, seconds: Math.round(-passed) });
    else if (entry.session === before.session && Math.abs(passed - (entry.mono - before.mono) / 1000) > 120) {
      notes.push({ about: "clockSet", line: entry.seq + 1, seconds: Math.round(passed - (entry.mono - before.mono) / 1000) });
    }
  });
  return notes;
}

function readReceipt(text) {
  const plain = text.toUpperCase().replace(/\s+/g, " ");
  const found = /DEVICECHECK-RECEIPT\/1 CASE (C-[0-9A-Z]{4}-[0-9A-Z]{4}) SEQ ([0-9]+) HEAD ([0-9A-F ]+) KEY ([0-9A-F ]+) EXHIBITS ([0-9]+) CHECK ([0-9A-F]{8})/.exec(plain);
  if (!found) return null;
  const [head, key] = [found[3], found[4]].map((digits) => digits.replace(/ /g, ""));
  const words = `DEVICECHECK-RECEIPT/1 CASE ${found[1]} SEQ ${Number(found[2])} HEAD ${head} KEY ${key} EXHIBITS ${Number(found[5])}`;
  if (sha256Hex(ascii(words)).slice(0, 8).toUpperCase() !== found[6]) return null;
  return { case: found[1], seq: Number(found[2]), head: head.toLowerCase(), key: key.toLowerCase(), exhibits: Number(found[5]) };
}

function checkOrigin(history, said, key, receipt) {
  if (key) need(history.fingerprint.startsWith(key), "untrusted key", `the centre's key is ${history.fingerprint}, not the one that was given`);
  if (receipt) {
    const has = { case: history.seal.entry.case, key: history.fingerprint, seq: history.last.entry.seq, head: history.last.head, exhibits: said.exhibits };
    for (const name of Object.keys(has)) need(has[name] === receipt[name], "receipt mismatch", `${name} is ${has[name]}, the receipt says ${receipt[name]}`);
  }
  return key && receipt ? "key and receipt" : key ? "key" : receipt ? "receipt" : "unverified";
}

// files: name → { blob, size, sha256, blake3 }; given: { key, receipt }, each may be missing.
async function verify(files, given) {
  const read = async (name) => new Uint8Array(await present(files, name).blob.arrayBuffer());
  need(files.has("bagit.txt") || files.has(LOG), "malformed", "no bundle: neither bagit.txt nor the log is here");
  present(files, "bagit.txt");
  present(files, LOG);
  need(new TextDecoder("latin1").decode(await read("bagit.txt")) === BAGIT, "malformed", "bagit.txt is not that of this format");
  const places = new Map();
  for (const name of files.keys()) {
    need(!places.has(name.toLowerCase()), "tampered", `names that some systems cannot tell apart: ${name}`);
    places.set(name.toLowerCase(), name);
  }
  const history = await readLog(await read(LOG));
  history.fingerprint = sha256Hex(bytesOfHex(history.centre));
  const said = statementOf(history.seal);
  const list = await checkFiles(files, read, said, history);
  const bodies = readBodies(await read(BODIES), history);
  const exhibits = checkExhibits(files, bodies, history, said);
  await checkNothingElse(files, read, said, list);
  const anchors = await checkAnchors(files, read, said, history);
  const origin = checkOrigin(history, said, given.key, given.receipt);
  const withheld = history.lines.filter((line) => line.entry.commit !== null).length - bodies.size;
  const notes = clockNotes(history.lines);
  if (withheld) notes.push({ about: "withheld", count: withheld });
  for (const one of exhibits) if (one.phone_sha256 && one.phone_sha256 !== one.sha256) notes.push({ about: "phone", name: one.name });
  if (anchors.length) {
    notes.push({ about: "anchor", time: anchors.join(", ") });
    const late = Math.round((Math.min(...anchors.map(Date.parse)) - millisecondsOf(history.seal.entry.time)) / 1000);
    if (!(late >= -120 && late <= 86400)) notes.push({ about: "clockAnchor", seconds: late });
  }
  if (history.failed) notes.push({ about: "anchorFailed" });
  if (said.anchor === "none") notes.push({ about: "anchorNone" });
  return {
    case: history.seal.entry.case, bundle: said.bundle, seq: history.last.entry.seq, head: history.last.head, key: history.fingerprint,
    sealed: history.seal.entry.time, lines: history.lines.length, files: files.size, exhibits: said.exhibits, handedOver: exhibits, origin, notes,
  };
}
