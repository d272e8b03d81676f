// The quickest start there is: Bun answering one sentence. Argument: the port.
Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.argv[2]),
  fetch: () => Response.json({ status: 'ok' }),
});
