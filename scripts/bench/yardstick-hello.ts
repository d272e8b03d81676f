// Yardstick H: what Elysia can do when there is nothing to do. Argument: the port.
import { Elysia } from 'elysia';

new Elysia()
  .get('/api/auth/me', () => ({ hello: 'world' }))
  .listen({
    hostname: '127.0.0.1',
    port: Number(process.argv[2]),
  });
