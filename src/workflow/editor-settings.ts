import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnose } from '../diagnostics/index.ts';
import type { Editor, EditorSettingsOptions, EditorSettingsReport, Host, Invocation } from '../lakemodel.ts';
import type { ProjectSettings } from '../project/project.ts';
import { openProject } from './open-project.ts';

/** Where an editor reads a project's own settings; those that have no such file are set up by hand. */
const SETTINGS_FILES: Partial<Record<Editor, string>> = {
  vscode: '.vscode/settings.json',
  helix: '.helix/languages.toml',
  zed: '.zed/settings.json',
};

/**
 * What an editor needs to know of a project: which JSON Schema is for which of its YAML files and, where the editor starts language servers itself, the
 * command of ours. With `write` it becomes the project's settings file, unless there is one.
 */
export async function editorSettings(
  invocation: Invocation,
  { editor, write }: EditorSettingsOptions,
  host: Host,
): Promise<EditorSettingsReport> {
  const { value, diagnostics } = await openProject(invocation, host);
  if (!value) return { exitCode: 2, diagnostics, text: '' };
  const text = settingsText(editor, invocation.projectDir, foldersOf(value.project.settings));
  if (!write) return { exitCode: 0, diagnostics, text };
  const file = SETTINGS_FILES[editor];
  const problem = file === undefined ? diagnose('editor-settings-no-file', { editor }) : writeNew(invocation, file, text); // prettier-ignore
  if (problem) return { exitCode: 2, diagnostics: [...diagnostics, problem], text };
  return { exitCode: 0, diagnostics, text, ...(file !== undefined && { file }) };
}

/** An existing file is its owner's: it is left as it is. */
function writeNew({ projectDir }: Invocation, file: string, text: string) {
  const path = join(projectDir, file);
  if (existsSync(path)) return diagnose('editor-settings-exist', { file });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  return undefined;
}

/** Files, as globs from the project's folder, by the schema that is for them. */
type SchemaFiles = readonly (readonly [schema: string, globs: readonly string[]])[];

function foldersOf(settings: ProjectSettings): readonly string[] {
  const { modelPaths, seedPaths, snapshotPaths, testPaths, macroPaths, analysisPaths } = settings;
  return [...new Set([modelPaths, seedPaths, snapshotPaths, testPaths, macroPaths, analysisPaths].flat())];
}

function schemasOf(projectDir: string, folders: readonly string[]): SchemaFiles {
  const properties = folders.flatMap((folder) => [`${folder}/**/*.yml`, `${folder}/**/*.yaml`]);
  const own = fileURLToPath(new URL('../../schemas', import.meta.url));
  const below = relative(projectDir, own).split(sep).join('/');
  // A project that brings lakemodel along finds it on every machine in the same place.
  const place = below.startsWith('..') || below.includes(':') ? own : `./${below}`;
  return [
    [`${place}/project.json`, ['project.yml']],
    [`${place}/properties.json`, properties],
    [`${place}/selectors.json`, ['selectors.yml']],
  ];
}

/** The settings of an editor for a project whose YAML files lie below these folders. */
export function settingsText(editor: Editor, projectDir: string, folders: readonly string[]): string {
  const schemas = schemasOf(projectDir, folders);
  const yaml = { schemas: Object.fromEntries(schemas) };
  switch (editor) {
    case 'vscode':
      return json({ 'yaml.schemas': yaml.schemas });
    case 'zed':
      return json({ lsp: { 'yaml-language-server': { settings: { yaml } } } });
    case 'neovim':
      return NEOVIM(schemas);
    case 'helix':
      return HELIX(schemas);
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const list = (texts: readonly string[], brackets: string) =>
  `${brackets[0]}${texts.map((text) => JSON.stringify(text)).join(', ')}${brackets[1]}`;

const NEOVIM = (schemas: SchemaFiles) => `-- init.lua, Neovim 0.7 or newer
local servers = {
  lakemodel = {
    cmd = { 'lakemodel', 'lsp' },
    filetypes = { 'sql', 'yaml', 'csv', 'markdown' },
    root_markers = { 'project.yml' },
  },
  yamlls = {
    cmd = { 'yaml-language-server', '--stdio' },
    filetypes = { 'yaml' },
    root_markers = { 'project.yml' },
    settings = { yaml = { schemas = {
${schemas.map(([schema, globs]) => `      [${JSON.stringify(schema)}] = ${list(globs, '{}')},`).join('\n')}
    } } },
  },
}

if vim.lsp.config then
  for name, server in pairs(servers) do
    vim.lsp.config(name, server)
    vim.lsp.enable(name)
  end
else -- before 0.11
  local function root_of(file)
    local folder = vim.fn.fnamemodify(file, ':p:h')
    while vim.fn.filereadable(folder .. '/project.yml') == 0 do
      local above = vim.fn.fnamemodify(folder, ':h')
      if above == folder then return nil end
      folder = above
    end
    return folder
  end
  local clients = {}
  vim.api.nvim_create_autocmd('FileType', { callback = function(opened)
    local root = root_of(opened.file)
    if not root then return end
    for name, server in pairs(servers) do
      if vim.tbl_contains(server.filetypes, vim.bo[opened.buf].filetype) then
        local key = name .. ' ' .. root
        if not clients[key] or not vim.lsp.get_client_by_id(clients[key]) then
          local folders = { { uri = vim.uri_from_fname(root), name = root } }
          local own = { name = name, root_dir = root, workspace_folders = folders }
          clients[key] = vim.lsp.start_client(vim.tbl_extend('force', server, own))
        end
        if clients[key] then vim.lsp.buf_attach_client(opened.buf, clients[key]) end
      end
    end
  end })
end
`;

const HELIX = (schemas: SchemaFiles) => `[language-server.lakemodel]
command = "lakemodel"
args = ["lsp"]

[language-server.yaml-language-server.config.yaml.schemas]
${schemas.map(([schema, globs]) => `${JSON.stringify(schema)} = ${list(globs, '[]')}`).join('\n')}

[[language]]
name = "sql"
language-servers = ["lakemodel"]

[[language]]
name = "yaml"
language-servers = ["yaml-language-server", "lakemodel"]
`;
