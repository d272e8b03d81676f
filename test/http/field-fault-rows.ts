// Requests with a refused field, and the faults that their answers name.
import { expect } from 'bun:test';
import { applicant, password } from '../support/people.ts';

const register = { path: '/api/auth/register' };
const mobile = { server: 'oidc', path: '/api/auth/oidc/exchange/mobile' } as const;
const unpaired = `abcdefgh${String.fromCharCode(0xd800)}`;

interface Row {
  /** The server that is asked, when it is not the usual one. */
  readonly server?: 'strict' | 'oidc';
  readonly method?: string;
  readonly path: string;
  readonly json?: unknown;
  readonly details: readonly object[];
}

/** A change of the provider's settings, and its faults. */
const oidcRows: readonly (readonly [json: object, ...details: object[]])[] = [
  [
    { issuerUrl: 'login.example.com', clientId: ' ab' },
    { field: 'issuerUrl', code: 'not_url' },
    { field: 'clientId', code: 'blanks_at_ends' },
  ],
  [
    { providerName: 'a\nb', issuerUrl: 'https://a:b@login.example.com', clientId: 'a\u0007' },
    { field: 'providerName', code: 'control_characters' },
    { field: 'issuerUrl', code: 'not_plain_url' },
    { field: 'clientId', code: 'not_printable' },
  ],
  [
    {
      providerName: 'x'.repeat(101),
      issuerUrl: `https://login.example.com/${'x'.repeat(2048)}`,
      clientId: 'x'.repeat(513),
      clientSecret: 'x'.repeat(4097),
    },
    { field: 'providerName', code: 'too_long', params: { max: 100 } },
    { field: 'issuerUrl', code: 'too_long', params: { max: 2048 } },
    { field: 'clientId', code: 'too_long', params: { max: 512 } },
    { field: 'clientSecret', code: 'too_long', params: { max: 4096 } },
  ],
  [
    { issuerUrl: 'https://login.example.com/.well-known/openid-configuration', clientSecret: ' ' },
    { field: 'issuerUrl', code: 'discovery_url' },
    { field: 'clientSecret', code: 'blank' },
  ],
  [
    { issuerUrl: 'http://login.example.com', clientSecret: 'shh ' },
    { field: 'issuerUrl', code: 'not_https_url' },
    { field: 'clientSecret', code: 'blanks_at_ends' },
  ],
];

const approve = { path: '/api/admin/users/pending/approve' };

export const rows: readonly Row[] = [
  {
    ...approve,
    json: { ids: [] },
    details: [{ field: 'ids', code: 'out_of_range', params: { min: 1, max: 1000 } }],
  },
  {
    ...approve,
    json: { ids: 'x' },
    details: [{ field: 'ids', code: 'type', params: { expected: ['array'] } }],
  },
  {
    ...approve,
    json: { ids: ['x', 7] },
    details: [{ field: 'ids.1', code: 'type', params: { expected: ['string'] } }],
  },
  {
    ...register,
    json: {},
    details: ['email', 'password', 'name'].map((field) => ({ field, code: 'required' })),
  },
  {
    ...register,
    json: applicant({ email: 7 }),
    details: [{ field: 'email', code: 'type', params: { expected: ['string'] } }],
  },
  {
    ...register,
    json: [],
    details: [{ field: 'body', code: 'type', params: { expected: ['object'] } }],
  },
  {
    ...register,
    json: applicant({ email: 'ada', password: 'short', name: ' ' }),
    details: [
      { field: 'email', code: 'not_email' },
      { field: 'password', code: 'too_short', params: { min: 8 } },
      { field: 'name', code: 'blank' },
    ],
  },
  {
    ...register,
    json: applicant({ password: '\u{1F984}'.repeat(129), name: 'A\u0007a' }),
    details: [
      { field: 'password', code: 'too_long', params: { max: 128 } },
      { field: 'name', code: 'control_characters' },
    ],
  },
  {
    ...register,
    json: applicant({ password: unpaired }),
    details: [{ field: 'password', code: 'not_unicode' }],
  },
  {
    ...register,
    server: 'strict',
    json: applicant({ password: 'lower case only' }),
    details: [
      {
        field: 'password',
        code: 'password_too_weak',
        params: { needs: ['upper_case', 'digit', 'special_character'], min: 12 },
      },
    ],
  },
  {
    ...register,
    server: 'strict',
    json: applicant({ password: 'Password12345!' }),
    details: [{ field: 'password', code: 'password_too_common' }],
  },
  {
    path: '/api/auth/login',
    json: { email: 'ada@example.com', password: '' },
    details: [{ field: 'password', code: 'required' }],
  },
  {
    path: '/api/auth/change-password',
    json: { currentPassword: '', newPassword: password },
    details: [{ field: 'currentPassword', code: 'required' }],
  },
  {
    path: '/api/auth/refresh',
    json: {},
    details: [{ field: 'refresh_token', code: 'required' }],
  },
  {
    ...mobile,
    json: {},
    details: [
      {
        field: 'access_token',
        code: 'exactly_one',
        params: { fields: ['access_token', 'id_token', 'code'] },
      },
    ],
  },
  {
    ...mobile,
    json: { code: 'x', redirect_uri: 'http://localhost:3000/api/auth/oidc/callback' },
    details: [
      { field: 'code_verifier', code: 'required' },
      { field: 'redirect_uri', code: 'not_allowed' },
    ],
  },
  {
    method: 'PATCH',
    path: '/api/admin/settings/registration',
    json: { mode: 'open' },
    details: [
      {
        field: 'mode',
        code: 'unknown_value',
        params: { allowed: ['enabled', 'review', 'disabled'] },
      },
    ],
  },
  ...oidcRows.map(([json, ...details]) => ({
    method: 'PATCH',
    path: '/api/admin/settings/oidc',
    json,
    details,
  })),
  {
    method: 'PATCH',
    path: '/api/admin/settings/providers/microsoft',
    json: { tenantId: 'a/b' },
    details: [{ field: 'tenantId', code: 'not_tenant' }],
  },
  {
    method: 'PATCH',
    path: '/api/admin/settings/providers/github',
    json: { tenantId: 'common' },
    details: [{ field: 'tenantId', code: 'not_allowed' }],
  },
  {
    method: 'PATCH',
    path: '/api/auth/profile',
    json: { language: 'tlh' },
    details: [
      { field: 'language', code: 'unknown_value', params: { allowed: ['en', 'de', 'fr', 'es'] } },
    ],
  },
  {
    method: 'GET',
    path: '/api/admin/audit?from=yesterday&to=2026-02-30',
    details: [
      { field: 'from', code: 'not_time' },
      { field: 'to', code: 'not_time' },
    ],
  },
  {
    method: 'GET',
    path: '/api/admin/users?format=xml',
    details: [{ field: 'format', code: 'unknown_value', params: { allowed: ['csv'] } }],
  },
  {
    method: 'GET',
    path: '/api/admin/users?skip=-1&take=500',
    details: [
      { field: 'skip', code: 'out_of_range', params: { min: 0, max: 1_000_000_000 } },
      { field: 'take', code: 'out_of_range', params: { min: 1, max: 200 } },
    ],
  },
  {
    method: 'GET',
    path: `/api/admin/users?search=${'x'.repeat(500)}`,
    details: [{ field: 'search', code: 'too_long', params: { max: expect.any(Number) } }],
  },
  {
    method: 'GET',
    path: '/api/admin/audit?user=x',
    details: [{ field: 'user', code: 'not_id' }],
  },
  {
    path: '/api/admin/groups',
    json: { name: 'friends, family', description: 'a\u0007' },
    details: [
      { field: 'name', code: 'comma' },
      { field: 'description', code: 'control_characters' },
    ],
  },
  {
    path: '/api/admin/groups',
    json: { name: 'Admins', description: 'x'.repeat(501) },
    details: [
      { field: 'name', code: 'reserved' },
      { field: 'description', code: 'too_long', params: { max: 500 } },
    ],
  },
];
