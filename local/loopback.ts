/** Whether a request's `host` header names this machine itself: a web page elsewhere can make its own name point here, but not take this one. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}
