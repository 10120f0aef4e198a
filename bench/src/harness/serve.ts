// The child's side of child.ts: a table of handlers, answered by message; ends when the parent is gone.

export type Handlers = Readonly<Record<string, (argument: never) => Promise<unknown>>>;

interface Call {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

export function serve(handlers: Handlers): void {
  process.on('message', (call: Call) => void answer(handlers, call));
  process.on('disconnect', () => process.exit(0));
  process.on('SIGTERM', () => process.exit(0));
}

async function answer(handlers: Handlers, { id, name, argument }: Call): Promise<void> {
  try {
    const handler = handlers[name];
    if (!handler) throw new Error(`no handler ${name}`);
    process.send?.({ id, result: await handler(argument as never) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
