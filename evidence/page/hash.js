// SHA-256 (FIPS 180-4) and BLAKE3, fed piece by piece, so that a file larger than memory can be checked.

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const bytesOfHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));

class Blocks {
  // Cuts what comes in into blocks of one size.
  constructor(size) {
    this.size = size;
    this.waiting = new Uint8Array(size);
    this.filled = 0;
  }
  // Calls take(bytes, offset) for every full block; a last full one is held back while keepLast.
  feed(bytes, take, keepLast) {
    let at = 0;
    while (at < bytes.length) {
      if (this.filled === this.size) {
        take(this.waiting, 0);
        this.filled = 0;
      }
      if (this.filled === 0) {
        while (bytes.length - at > this.size || (!keepLast && bytes.length - at === this.size)) {
          take(bytes, at);
          at += this.size;
        }
      }
      const part = Math.min(this.size - this.filled, bytes.length - at);
      this.waiting.set(bytes.subarray(at, at + part), this.filled);
      this.filled += part;
      at += part;
      if (!keepLast && this.filled === this.size) {
        take(this.waiting, 0);
        this.filled = 0;
      }
    }
  }
}

// The first bits of the fractional parts of roots of primes, as the standard defines its constants.
const [SHA_START, SHA_ROUNDS] = (() => {
  const primes = [];
  for (let number = 2; primes.length < 64; number++) if (primes.every((prime) => number % prime)) primes.push(number);
  const bits = (value) => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
  return [primes.slice(0, 8).map((prime) => bits(Math.sqrt(prime))), primes.map((prime) => bits(Math.cbrt(prime)))];
})();

class Sha256 {
  constructor() {
    this.state = Int32Array.from(SHA_START);
    this.words = new Int32Array(64);
    this.blocks = new Blocks(64);
    this.length = 0;
    this.take = (bytes, at) => this.compress(bytes, at);
  }
  update(bytes) {
    this.length += bytes.length;
    this.blocks.feed(bytes, this.take, false);
    return this;
  }
  compress(bytes, at) {
    const w = this.words;
    for (let i = 0; i < 16; i++, at += 4) {
      w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      const small = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const large = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + small + w[i - 7] + large) | 0;
    }
    const s = this.state;
    let [a, b, c, d, e, f, g, h] = s;
    for (let i = 0; i < 64; i++) {
      const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + high + ((e & f) ^ (~e & g)) + SHA_ROUNDS[i] + w[i]) | 0;
      const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h;
  }
  hex() {
    const bits = this.length * 8;
    const padding = new Uint8Array(((119 - (this.length % 64)) % 64) + 9);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padding.length - 4, bits % 2 ** 32);
    this.blocks.feed(padding, this.take, false);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

const CHUNK = 1024, CHUNK_START = 1, CHUNK_END = 2, PARENT = 4, ROOT = 8;
const MIX = (() => {
  const once = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
  const rounds = [Array.from({ length: 16 }, (_, i) => i)];
  while (rounds.length < 7) rounds.push(once.map((i) => rounds[rounds.length - 1][i]));
  return Uint8Array.from(rounds.flat());
})();
const TURNS = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]].flat();
const mixed = new Int32Array(16);

// The compression function: chaining value and 16 words in, a new chaining value out.
function blake3Compress(chain, block, counter, length, flags) {
  const v = mixed;
  for (let i = 0; i < 8; i++) v[i] = chain[i];
  for (let i = 0; i < 4; i++) v[8 + i] = SHA_START[i];
  v[12] = counter | 0; v[13] = Math.floor(counter / 2 ** 32); v[14] = length; v[15] = flags;
  for (let round = 0, m = 0; round < 7; round++) {
    for (let turn = 0; turn < 32; turn += 4) {
      const ia = TURNS[turn], ib = TURNS[turn + 1], ic = TURNS[turn + 2], id = TURNS[turn + 3];
      let a = v[ia], b = v[ib], c = v[ic], d = v[id], t;
      a = (a + b + block[MIX[m++]]) | 0;
      t = d ^ a; d = (t >>> 16) | (t << 16);
      c = (c + d) | 0;
      t = b ^ c; b = (t >>> 12) | (t << 20);
      a = (a + b + block[MIX[m++]]) | 0;
      t = d ^ a; d = (t >>> 8) | (t << 24);
      c = (c + d) | 0;
      t = b ^ c; b = (t >>> 7) | (t << 25);
      v[ia] = a; v[ib] = b; v[ic] = c; v[id] = d;
    }
  }
  const out = new Int32Array(8);
  for (let i = 0; i < 8; i++) out[i] = v[i] ^ v[i + 8];
  return out;
}

class Blake3 {
  constructor() {
    this.stack = [];
    this.count = 0;
    this.chunks = new Blocks(CHUNK);
    this.block = new Int32Array(16);
    this.take = (bytes, at) => this.push(this.chunk(bytes, at, CHUNK, 0));
  }
  update(bytes) {
    this.chunks.feed(bytes, this.take, true);
    return this;
  }
  load(bytes, at, length) {
    const block = this.block;
    if (length === 64) {
      for (let i = 0; i < 16; i++, at += 4) {
        block[i] = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
      }
      return block;
    }
    block.fill(0);
    for (let i = 0; i < length; i++) block[i >> 2] |= bytes[at + i] << (8 * (i % 4));
    return block;
  }
  chunk(bytes, at, length, last) {
    let chain = SHA_START;
    const blocks = Math.max(1, Math.ceil(length / 64));
    for (let i = 0; i < blocks; i++) {
      const part = Math.min(64, length - 64 * i);
      const end = i === blocks - 1 ? CHUNK_END | last : 0;
      chain = blake3Compress(chain, this.load(bytes, at + 64 * i, part), this.count, part, (i ? 0 : CHUNK_START) | end);
    }
    return chain;
  }
  parent(left, right, last) {
    const block = new Int32Array(16);
    block.set(left);
    block.set(right, 8);
    return blake3Compress(SHA_START, block, 0, 64, PARENT | last);
  }
  push(chain) {
    this.count++;
    for (let total = this.count; total % 2 === 0; total /= 2) chain = this.parent(this.stack.pop(), chain, 0);
    this.stack.push(chain);
  }
  hex() {
    let root = this.chunk(this.chunks.waiting, 0, this.chunks.filled, this.stack.length ? 0 : ROOT);
    for (let i = this.stack.length - 1; i >= 0; i--) root = this.parent(this.stack[i], root, i ? 0 : ROOT);
    return hexOf(new Uint8Array(root.buffer));
  }
}

const PIECE = 4 * 1024 * 1024;
const AT_ONCE = 64 * 1024 * 1024;

// Hashes one file; told(bytes) is called as it goes on.
async function digestsOf(blob, told) {
  if (blob.size <= AT_ONCE) {
    const whole = new Uint8Array(await blob.arrayBuffer());
    const sha256 = hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", whole)));
    told(whole.length);
    return { size: blob.size, sha256, blake3: new Blake3().update(whole).hex() };
  }
  const sha256 = new Sha256(), blake3 = new Blake3();
  for (let at = 0; at < blob.size; at += PIECE) {
    const piece = new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer());
    sha256.update(piece);
    blake3.update(piece);
    told(piece.length);
  }
  return { size: blob.size, sha256: sha256.hex(), blake3: blake3.hex() };
}

const sha256Hex = (bytes) => new Sha256().update(bytes).hex();
