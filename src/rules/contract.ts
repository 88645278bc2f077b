import { diagnose, didYouMean, type Diagnostic, type Place } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import type { ColumnInfo } from '../project/project.ts';
import { canCoerce, formatTrinoType, icebergColumnType, parseTrinoType } from '../sql/types.ts';
import type { NodeReview } from './review-node.ts';

/**
 * Compares the columns that YAML writes down with those that the query returns. With an enforced contract any difference breaks it; without one,
 * a column that is missing or of another type is worth a warning. The order of columns does not count, audit columns are lakemodel's own.
 */
export function checkDeclaredColumns(review: NodeReview): readonly Diagnostic[] {
  const { node } = review;
  const declared = Object.values(node.columns);
  const own = new Set(review.added.map((name) => name.toLowerCase()));
  const returned = new Map(review.columns.map((column) => [column.name.toLowerCase(), column]));
  const enforced = node.config.contract.enforced;
  const found = declared.flatMap((column) => {
    const actual = returned.get(column.name.toLowerCase());
    if (actual) return typeProblem(column, actual, review);
    return own.has(column.name.toLowerCase()) ? [] : [missing(column, review)];
  });
  if (!enforced) return found;
  const names = new Set(declared.map(({ name }) => name.toLowerCase()));
  const extra = review.columns.filter(({ name }) => !names.has(name.toLowerCase()) && !own.has(name.toLowerCase()));
  return [...found, ...extra.map((column) => undeclared(column, review))];
}

function missing(column: ColumnInfo, { node, columns, placeAt }: NodeReview): Diagnostic {
  const at = placeAt(column.span);
  const names = columns.map(({ name }) => name);
  const hint = didYouMean(column.name, names) ?? `It returns: ${names.join(', ')}.`;
  if (!node.config.contract.enforced)
    return diagnose('column-documented-missing', { model: node.name, column: column.name }, { at, hint });
  return diagnose('contract-broken', { model: node.name, how: `it does not return the column "${column.name}"` }, { at, hint }); // prettier-ignore
}

function typeProblem(declared: ColumnInfo, actual: Column, review: NodeReview): readonly Diagnostic[] {
  const { node, placeAt } = review;
  const { name, dataType } = declared;
  const at = () => placeAt(declared.span);
  const enforced = node.config.contract.enforced;
  if (dataType === undefined) {
    if (!enforced) return [];
    const hint = `Write "data_type: ${actual.type}" for it.`;
    return [
      diagnose(
        'contract-broken',
        { model: node.name, how: `the column "${name}" has no data_type` },
        { at: at(), hint },
      ),
    ];
  }
  if (dataType === actual.type) return [];
  const wanted = storedType(dataType);
  const stored = storedType(actual.type);
  if (wanted === undefined || stored === undefined || wanted === stored) return [];
  if (enforced && becomesByItself(actual.type, dataType, review)) return [];
  if (!enforced)
    return [diagnose('column-type-differs', { model: node.name, column: name, declared: dataType, actual: actual.type }, { at: at() })]; // prettier-ignore
  const how = `the column "${name}" is ${actual.type} and not ${dataType}`;
  const hint = `Write CAST(… AS ${dataType}) in the query, or "data_type: ${actual.type}" in the contract.`;
  return [diagnose('contract-broken', { model: node.name, how }, { at: at(), hint, ...related(name, review) })];
}

/** A table stores the contract's type where the query's becomes it without a CAST; a view cannot. */
function becomesByItself(actual: string, declared: string, { node }: NodeReview): boolean {
  const [from, to] = [parseTrinoType(actual), parseTrinoType(declared)];
  return node.config.materialized !== 'view' && from !== undefined && to !== undefined && canCoerce(from, to);
}

function undeclared({ name, type }: Column, review: NodeReview): Diagnostic {
  const { node, placeAt } = review;
  const span = node.configSpans['contract'] ?? node.span;
  const how = `it returns the column "${name}" (${type}), which the contract does not have`;
  const hint = `Add "- name: ${name}" with "data_type: ${type}" to its columns, or leave it out of the query.`;
  return diagnose('contract-broken', { model: node.name, how }, { at: placeAt(span), hint, ...related(name, review) });
}

function related(name: string, { made }: NodeReview): { related?: readonly { message: string; place: Place }[] } {
  const place = made(name);
  return place ? { related: [{ message: 'It is made here:', place }] } : {};
}

/** A type as a table stores it, lengths of texts left out: `varchar(10)` and `varchar` are stored alike. Undefined where it is not known. */
function storedType(text: string): string | undefined {
  const type = parseTrinoType(text);
  const stored = type && icebergColumnType(type);
  return stored && formatTrinoType(stored);
}
