/** RFC 9457 problem details, as every failing route answers; `correlationId` is in the log too. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly correlationId: string;
  /** Field problems: path and what is wrong. */
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}
