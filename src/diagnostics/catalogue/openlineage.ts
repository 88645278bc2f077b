import { defineCodes } from './define.ts';

/** What can be said about OpenLineage events. */
export const openLineageCodes = defineCodes({
  'openlineage-place-missing': {
    severity: 'error',
    message: () => 'OpenLineage events are asked for, and nothing says where they go.',
    hint: () =>
      'Name a file or a server: --openlineage events.jsonl, "openlineage: {url: …}" in project.yml, or OPENLINEAGE_URL in the environment.',
    explain: `Events go to what \`--openlineage\` names, else to \`url\` or \`file\` of \`openlineage:\` in project.yml, else to the server in the variable
\`OPENLINEAGE_URL\`. A project that says \`openlineage: true\` leaves that to the environment: where it says nothing, as on a developer's machine, nothing
is sent and this is only a note.

Good: \`lakemodel build --openlineage http://marquez:5000\`.`,
  },
  'openlineage-place-invalid': {
    severity: 'error',
    message: (p: { reason: string }) => `OpenLineage events cannot be sent as it is configured: ${p.reason}.`,
    hint: () =>
      'Give an address as https://lineage.example.com, and the key beside it: OPENLINEAGE_API_KEY, or api_key with env_var().',
    explain: `Events go to a file or to a server that is spoken to over HTTP. The key is sent as \`Authorization: Bearer …\`, so it has no place in the address,
where logs would show it.

Bad: \`--openlineage https://user:word@lineage.example.com\`

Good: \`--openlineage https://lineage.example.com\`, with \`OPENLINEAGE_API_KEY\` in the environment.`,
  },
  'openlineage-events-lost': {
    severity: 'warning',
    message: (p: { lost: number; all: number; reason: string }) =>
      `${p.lost} of ${p.all} OpenLineage events were not delivered: ${p.reason}.`,
    hint: () =>
      'The run itself is as its results say. "lakemodel export openlineage --last-run" makes its events again.',
    explain: `Events are sent beside a run, which does not wait for them and does not fail with them. What a server does not take is tried again a few times; at
the end of the run lakemodel waits up to ten seconds for the rest, two after Ctrl-C.

Good: \`lakemodel export openlineage --last-run --output https://lineage.example.com\` when the server is back: events made again speak of the same runs.`,
  },
});
