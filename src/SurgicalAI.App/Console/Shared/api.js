// Requests to the engine; resolves to an empty string, or to the one line that says why not.
export async function ask(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      keepalive: true,
      priority: 'high',
      signal: AbortSignal.timeout(2000),
    });
    return answer.ok ? '' : await answer.text() || `The console failed (${answer.status}).`;
  } catch {
    return 'The console did not answer.';
  }
}
