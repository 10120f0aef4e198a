import type { Problem } from '@ioc/contracts/api/problem';

/** The body of a failing answer as problem details (RFC 9457), or null when it is something else (a proxy's page). */
export function readProblem(text: string): Problem | null {
  try {
    const value = JSON.parse(text) as Partial<Problem> | null;
    if (typeof value !== 'object' || value === null || typeof value.title !== 'string') return null;
    return { ...value, issues: readIssues(value.issues) } as Problem;
  } catch {
    return null;
  }
}

function readIssues(value: unknown): NonNullable<Problem['issues']> {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (issue: { path?: unknown; message?: unknown } | null) =>
      typeof issue?.path === 'string' && typeof issue.message === 'string',
  );
}
