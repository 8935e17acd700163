// Splits a multipart body into its parts. Each part: { headers, bytes }.
const END_OF_HEADERS = [13, 10, 13, 10];

export async function* parts(stream) {
  const reader = stream.getReader();
  let buffer = new Uint8Array(0);
  let need = 1;
  while (true) {
    while (buffer.length < need) {
      const { done, value } = await reader.read();
      if (done) return;
      buffer = join(buffer, value);
    }
    const start = find(buffer, END_OF_HEADERS);
    if (start < 0) { need = buffer.length + 1; continue; }
    const headers = parseHeaders(buffer.subarray(0, start));
    const end = start + 4 + Number(headers.get('content-length'));
    if (buffer.length < end) { need = end; continue; }
    yield { headers, bytes: buffer.slice(start + 4, end) };
    buffer = buffer.subarray(end);
    need = 1;
  }
}

function join(a, b) {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function find(bytes, pattern) {
  for (let i = bytes.indexOf(pattern[0]); i >= 0; i = bytes.indexOf(pattern[0], i + 1)) {
    if (pattern.every((value, k) => bytes[i + k] === value)) return i;
  }
  return -1;
}

// The delimiter line has no colon and falls away.
function parseHeaders(bytes) {
  const lines = new TextDecoder().decode(bytes).split('\r\n');
  return new Map(lines.filter(l => l.includes(':')).map(l => [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 1).trim()]));
}
