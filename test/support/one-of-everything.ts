import { addSignedIn, applicant, password } from './people.ts';
import type { TestApp } from './test-app.ts';

/** One of everything a client does. */
export async function walk(app: TestApp, name: string): Promise<void> {
  const email = `${name}@example.com`;
  await app.get('/api/auth/registration-mode');
  await app.post('/api/auth/register', applicant({ email }));
  await app.post('/api/auth/login', { email, password: 'wrong password' });
  const login = await app.post('/api/auth/login', { email, password });
  const { access_token, refresh_token } = login.body as Record<string, string>;
  await app.post('/api/auth/refresh', { refresh_token });
  await app.post('/api/auth/refresh', { refresh_token });
  await app.get('/api/auth/me', access_token);
  await app.get('/api/auth/sessions', access_token);
  await app.send({ method: 'DELETE', path: '/api/auth/sessions', bearer: access_token ?? '' });
  await app.send({
    method: 'DELETE',
    path: `/api/auth/sessions/${crypto.randomUUID()}`,
    bearer: access_token ?? '',
  });
  await app.post('/api/auth/logout', { refreshToken: refresh_token });
  const other = await addSignedIn(app);
  await app.post('/api/auth/logout', undefined, other.access_token);
  await app.get('/health/ready');
}
