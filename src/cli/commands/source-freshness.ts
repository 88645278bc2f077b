import type { FreshnessReport } from '../../lakemodel.ts';
import { duration } from '../terminal/quantities.ts';
import { renderTable } from '../terminal/table.ts';
import { callLibrary, type Action } from './context.ts';

/** `source freshness`: how old the newest rows are. */
export const sourceFreshness: Action = async (context) => {
  const { terminal, call } = context;
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.freshness(invocation, host),
  );
  if (call.flags.output === 'json') terminal.result(JSON.stringify(report.sources, null, 2));
  else if (report.sources.length > 0) {
    const paint = (text: string, row: number, column: number) => {
      const status = report.sources[row]?.status ?? 'pass';
      const colour = { pass: 'green', warn: 'yellow', error: 'red', 'runtime error': 'red' } as const;
      return column === 1 ? terminal.colours[colour[status]](text) : text;
    };
    terminal.result(renderTable(columns, report.sources.map(rowFor), { width: terminal.width, paint }));
  }
  return exitCode;
};

const columns = [
  { title: 'source' },
  { title: 'status', whole: true },
  { title: 'newest row' },
  { title: 'age', align: 'right', whole: true },
  { title: 'note' },
] as const;

function rowFor(source: FreshnessReport['sources'][number]): readonly string[] {
  const age = source.ageSeconds === undefined ? '' : duration(source.ageSeconds * 1000);
  return [source.name, source.status, source.maxLoadedAt ?? '', age, source.message ?? ''];
}
