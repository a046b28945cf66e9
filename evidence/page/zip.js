// Reads the zip of a bundle, which has exactly one form (docs/evidence-format.md, "The file"): stored, nothing hidden.

const CRC = (() => {
  const table = new Uint32Array(256);
  for (let n = 0; n < 256; n++) {
    let value = n;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    table[n] = value;
  }
  return table;
})();
const BIG = 0xffffffff;

async function crcOf(blob) {
  let value = BIG;
  for (let at = 0; at < blob.size; at += PIECE) {
    const piece = new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer());
    for (let i = 0; i < piece.length; i++) value = CRC[(value ^ piece[i]) & 255] ^ (value >>> 8);
  }
  return (value ^ BIG) >>> 0;
}

// Little-endian numbers: [bytes, value] pairs.
function packed(...fields) {
  const out = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of fields) {
    let rest = value;
    for (let i = 0; i < size; i++, rest = Math.floor(rest / 256)) out[at++] = rest % 256;
  }
  return out;
}

function localHeader({ name, size, crc }) {
  const big = size >= BIG, shown = big ? BIG : size;
  const extra = big ? packed([2, 1], [2, 16], [8, size], [8, size]) : new Uint8Array();
  const fixed = packed([4, 0x04034b50], [2, big ? 45 : 20], [2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, shown], [4, shown], [2, name.length], [2, extra.length]);
  return joined(fixed, ascii(name), extra);
}

function centralHeader({ name, size, crc, offset }) {
  const wide = [...(size >= BIG ? [size, size] : []), ...(offset >= BIG ? [offset] : [])];
  const extra = wide.length ? packed([2, 1], [2, 8 * wide.length], ...wide.map((value) => [8, value])) : new Uint8Array();
  const version = wide.length ? 45 : 20, shown = Math.min(size, BIG);
  const fixed = packed(
    [4, 0x02014b50], [2, 0x300 | version], [2, version], [2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, shown], [4, shown],
    [2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0o100644 * 65536], [4, Math.min(offset, BIG)],
  );
  return joined(fixed, ascii(name), extra);
}

function ending(entries, start) {
  const directory = joined(...entries.map(centralHeader));
  const count = entries.length, size = directory.length, short = Math.min(count, 0xffff);
  const parts = [directory];
  if (count >= 0xffff || start >= BIG || size >= BIG) {
    parts.push(packed([4, 0x06064b50], [8, 44], [2, 0x32d], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, size], [8, start]));
    parts.push(packed([4, 0x07064b50], [4, 0], [8, start + size], [4, 1]));
  }
  parts.push(packed([4, 0x06054b50], [2, 0], [2, 0], [2, short], [2, short], [4, Math.min(size, BIG)], [4, Math.min(start, BIG)], [2, 0]));
  return joined(...parts);
}

const same = (one, other) => one.length === other.length && one.every((byte, index) => byte === other[index]);

// Returns [{ path, blob }] with paths as in the zip.
async function unzip(file) {
  const wrong = (what) => refuse("malformed", `not a bundle: ${what}`);
  const at = async (from, length) => new Uint8Array(await file.slice(from, from + length).arrayBuffer());
  const entries = [], found = [], names = new Set();
  let offset = 0;
  for (;;) {
    const fixed = await at(offset, 30);
    const view = new DataView(fixed.buffer);
    if (fixed.length < 30 || view.getUint32(0, true) !== 0x04034b50) break;
    const nameSize = view.getUint16(26, true), extraSize = view.getUint16(28, true);
    const whole = await at(offset, 30 + nameSize + extraSize);
    const wide = new DataView(whole.buffer);
    const name = new TextDecoder("latin1").decode(whole.subarray(30, 30 + nameSize));
    const size = extraSize === 20 ? Number(wide.getBigUint64(30 + nameSize + 4, true)) : view.getUint32(22, true);
    const entry = { name, size, crc: view.getUint32(14, true), offset };
    if (/[^\x00-\x7f]/.test(name) || !same(localHeader(entry), whole)) wrong("compressed, encrypted, dated or otherwise not as this format has it");
    if (names.has(name)) wrong(`${name} is in it twice`);
    names.add(name);
    const start = offset + whole.length;
    const blob = file.slice(start, start + size);
    if (blob.size !== size) wrong("it is cut off");
    if ((await crcOf(blob)) !== entry.crc) wrong(`the checksum of ${name} is wrong`);
    entries.push(entry);
    found.push({ path: name, blob });
    offset = start + size;
  }
  if (!entries.length) wrong("no zip");
  if (!same(ending(entries, offset), await at(offset, file.size - offset))) wrong("its directory does not fit to its files, or something follows it");
  const part = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/, device = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;
  for (const { path } of found) {
    const parts = path.split("/").slice(1);
    const safe = parts.length && parts.join("/").length <= 100 && parts.every((one) => part.test(one) && !one.endsWith(".") && !device.test(one));
    if (!safe || path.split("/")[0] !== found[0].path.split("/")[0]) wrong("names that this format does not have, or not all in one folder");
  }
  return found;
}
