import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { DocsServeOptions, DocsServeReport, Host, Invocation } from '../lakemodel.ts';
import { findDocs } from './docs/find-docs.ts';
import { serveSite } from './docs/site-server.ts';

/** Serves the site that `docs generate` wrote to this machine alone. Answers when the server listens; it ends with the host's signal. */
export async function docsServe(
  invocation: Invocation,
  { output, port }: DocsServeOptions,
  host: Host,
): Promise<DocsServeReport> {
  const failed = (diagnostics: readonly Diagnostic[]): DocsServeReport => ({ exitCode: 2, diagnostics, ended: Promise.resolve() }); // prettier-ignore
  const { value: folder, diagnostics } =
    output === undefined ? await findDocs(invocation, host) : { value: output, diagnostics: [] };
  if (folder === undefined) return failed(diagnostics);
  if (!existsSync(join(folder, 'index.html'))) return failed([diagnose('docs-not-generated', { folder })]);
  const server = await serveSite(await realpath(folder), port, host.signal);
  if (!server.value) return failed(server.diagnostics);
  const { port: taken, ended } = server.value;
  return { exitCode: 0, diagnostics: [], folder, address: `http://127.0.0.1:${taken}/`, ended };
}
