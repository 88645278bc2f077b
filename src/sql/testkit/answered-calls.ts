import { bindStatement } from '../../bind/bind.ts';
import type { Facts } from '../../bind/bound.ts';
import { EMPTY_CATALOG } from '../../bind/catalog.ts';
import { hasErrors } from '../../diagnostics/index.ts';
import { parseSql } from '../parse.ts';
import { resolveCall } from '../signatures/index.ts';
import type { Call } from '../tree.ts';
import { answerFiles } from './answer-files.ts';
import type { Session } from './session.ts';
import { judge } from './trino-answer.ts';

/**
 * The calls of functions for which a stored query has rows from Trino and the same from us: by the function's name (`substr`), with the number of
 * arguments (`substr #2`), and with the signature (`substr(varchar(x), bigint) -> varchar(x)`). Queries that show nothing new are not run.
 */
export async function answeredCalls(session: Session): Promise<ReadonlySet<string>> {
  const answered = new Set<string>();
  for (const { answers } of answerFiles()) {
    for (const answer of answers) {
      if ('error' in answer) continue;
      const calls = callsIn(answer.sql).filter((call) => !answered.has(call));
      if (calls.length === 0 || judge(await session.ask(answer.sql), answer) !== 'same') continue;
      for (const call of calls) answered.add(call);
    }
  }
  return answered;
}

function callsIn(sql: string): readonly string[] {
  const { value: statement } = parseSql({ file: 'case.sql', text: sql });
  if (!statement) return [];
  const { facts, diagnostics } = bindStatement(statement, EMPTY_CATALOG);
  if (hasErrors(diagnostics)) return [];
  const found: string[] = [];
  visitCalls(statement.query, (call) => found.push(...waysOf(call, facts)));
  return found;
}

function visitCalls(node: unknown, visit: (call: Call) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node && node.kind === 'call') visit(node as Call);
  for (const part of Object.values(node)) visitCalls(part, visit);
}

function waysOf({ name, args }: Call, facts: Facts): readonly string[] {
  const types = args.map((arg) => (arg.kind === 'lambda' ? undefined : facts.value(arg)?.type));
  const resolution = resolveCall(name, types);
  const signature = resolution && resolution !== 'ambiguous' ? resolution.signature : undefined;
  return [name, `${name} #${args.length}`, ...(signature ? [`${name}${signature.text}`] : [])];
}
