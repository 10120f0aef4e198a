const MOST_SHOWN = 20;

/** What is wrong with the files, row by row; nothing was written. */
export class ImportError extends Error {
  constructor(problems: readonly string[]) {
    const more = problems.length > MOST_SHOWN ? [`… and ${problems.length - MOST_SHOWN} more`] : [];
    super([...problems.slice(0, MOST_SHOWN), ...more].join('\n'));
    this.name = 'ImportError';
  }
}

/** Reads every row and tells all that is wrong at once; `first` is the number of the first row. */
export function readRows<In, Out>(
  rows: readonly In[],
  where: string,
  first: number,
  read: (row: In) => Out,
): Out[] {
  const problems: string[] = [];
  const done = rows.flatMap((row, index) => {
    try {
      return [read(row)];
    } catch (error) {
      problems.push(
        `${where}, row ${first + index}: ${error instanceof Error ? error.message : String(error)}`,
      );
      return [];
    }
  });
  if (problems.length) throw new ImportError(problems);
  return done;
}
