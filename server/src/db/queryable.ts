/** What runs a statement: the pool, or the transaction of whoever hands it over. */
export interface Queryable {
  query<T>(sql: string, values?: unknown[]): Promise<T>;
}
