// The HTTP layer: what all routes share. It knows no feature; it receives what it needs as functions.

/** The response header with the id of the request, which is also in the log lines. */
export const requestIdHeader = 'x-request-id';

/** The security headers of every answer (OWASP REST and secure headers); pages replace the content policy. */
export function securityHeaders(appUrl: string): Readonly<Record<string, string>> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    ...(appUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
