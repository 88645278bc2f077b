import { readVars } from '../read-vars.ts';
import type { Action } from './context.ts';

/** `lsp`: the projects are those of the editor's files, so that none is looked for here. */
export const lsp: Action = async ({ call, world }) => {
  const target = call.flags.target ?? (world.env['LAKEMODEL_TARGET'] || undefined);
  const { serveEditor } = await world.library();
  return serveEditor({
    input: world.stdin,
    output: world.stdout,
    env: (name) => world.env[name],
    version: world.version,
    ...(target !== undefined && { target }),
    ...(call.flags.vars !== undefined && { vars: readVars(call.flags.vars) }),
  });
};
