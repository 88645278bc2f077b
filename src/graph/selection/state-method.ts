import { idsWhere, type Method } from './method.ts';
import type { ChangeKind, NodeChange } from './search.ts';

const KINDS: readonly ChangeKind[] = ['body', 'configs', 'contract', 'macros', 'persisted_descriptions', 'relation'];

/** `state:modified`, `state:modified.body`, `state:unmodified`, `state:new`, `state:old`. As in dbt, what is new is modified, in every part. */
export const stateMethod: Method = {
  find: (space, { value }) =>
    idsWhere(space, ({ uniqueId }) => {
      const change = space.previous.changes?.get(uniqueId);
      return change !== undefined && matches(change, value);
    }),
  suggest: () => undefined,
  allowed: ['new', 'old', 'modified', 'unmodified', ...KINDS.map((kind) => `modified.${kind}`)],
};

function matches({ isNew, kinds }: NodeChange, value: string): boolean {
  switch (value) {
    case 'new':
      return isNew;
    case 'old':
      return !isNew;
    case 'modified':
      return isNew || kinds.length > 0;
    case 'unmodified':
      return !isNew && kinds.length === 0;
    default:
      return isNew || kinds.some((kind) => value === `modified.${kind}`);
  }
}
