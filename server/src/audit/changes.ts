/** Old and new value of each field of `after` that differs from `before`, for the detail of an audit entry. */
export function changesBetween<T extends object>(
  before: T,
  after: T,
): Record<string, { readonly from: unknown; readonly to: unknown }> {
  const names = Object.keys(after) as (keyof T & string)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, { from: before[name], to: after[name] }]),
  );
}
