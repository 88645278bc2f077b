import { defineCodes } from './define.ts';

/** What the graph room can say: references, cycles, selection. */
export const graphCodes = defineCodes({
  'ref-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `Model "${p.name}" does not exist.`,
    explain: `\`ref('x')\` names a model, seed or snapshot of this project. Nothing has that name, or it is disabled.`,
  },
});
