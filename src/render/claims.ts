import type { CatalogAction } from '../engines/engine.ts';
import type { Step, TableOptions } from '../plan/plan.ts';
import { claimObject } from '../sql/locations.ts';
import { commentLine } from './ddl/names.ts';
import type { Statement } from './statement.ts';

/** Before a table is made in a folder of its own: the claim that says who makes it. None where the plan names no folder. */
export function claimLocation({ claim }: TableOptions): readonly Statement[] {
  if (!claim) return [];
  return [actionStatement({ kind: 'claim-location', ...claim })];
}

/** What `plan` prints for an action. */
export function actionStatement(action: CatalogAction): Statement {
  return { sql: commentLine(actionInWords(action)), action };
}

function actionInWords(action: CatalogAction): string {
  switch (action.kind) {
    case 'describe-table': {
      const columns = action.columns.map(({ name }) => name).join(', ');
      const parts = [...(action.description === undefined ? [] : ['its description']), ...(columns ? [columns] : [])];
      return `describe ${action.relation.schema}.${action.relation.identifier} in the catalog: ${parts.join(', ')}`;
    }
    case 'create-external-table':
      return `make ${action.source.relation.schema}.${action.source.relation.identifier} over ${action.source.location} in the catalog`;
    case 'put-object':
      return `write ${action.location} (${action.text.length.toLocaleString('en')} characters)`;
    case 'delete-object':
      return `delete ${action.location}`;
    case 'claim-location':
      return `claim ${action.location}`;
  }
}

/** After a table is dropped whose folder this run had claimed: the claim goes, too. */
export function releaseLocation({ claim }: Extract<Step, { kind: 'drop' }>): readonly Statement[] {
  return claim ? [actionStatement({ kind: 'delete-object', location: claimObject(claim.location) })] : [];
}
