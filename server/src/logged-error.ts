// An error as a log line may show it. A database error carries the values of its statement (a contact, a hash, a login)
// and errors of libraries carry whole requests, so only what names the fault is kept.

export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

const DEPTH = 3;
const CHARACTERS = 2_000;

export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message: message.slice(0, CHARACTERS),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(stack === undefined ? {} : { stack: stack.slice(0, CHARACTERS) }),
    ...(cause === undefined || depth >= DEPTH ? {} : { cause: loggedError(cause, depth + 1) }),
  };
}
