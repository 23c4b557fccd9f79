// A container's health check: ends with 0 when the server in it answers.
const deadlineMs = 2_000;

try {
  const answer = await fetch(`http://127.0.0.1:${process.env.PORT ?? '8080'}/healthz`, {
    signal: AbortSignal.timeout(deadlineMs),
  });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
