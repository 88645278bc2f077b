// Starts `lakemodel lsp` and leaves the rest to VS Code.
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { commands, workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

const isWindows = process.platform === 'win32';
const LANGUAGES = ['sql', 'jinja-sql', 'yaml', 'csv', 'markdown'];

let client;

function settings() {
  return workspace.getConfiguration('lakemodel');
}

/** What is set, else what a workspace folder has installed, else what is on the PATH. */
function commandOf() {
  const set = settings().get('command');
  if (set) return set;
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const own = folders.map(({ uri }) =>
    join(uri.fsPath, 'node_modules/.bin', isWindows ? 'lakemodel.cmd' : 'lakemodel'),
  );
  return own.find((path) => existsSync(path)) ?? 'lakemodel';
}

function createClient() {
  const target = settings().get('target');
  const args = ['lsp', ...(target ? ['--target', target] : [])];
  // Windows starts .cmd files through a shell alone, which takes a path with spaces in quotes.
  const command = isWindows ? `"${commandOf()}"` : commandOf();
  return new LanguageClient(
    'lakemodel',
    'lakemodel',
    { command, args, options: { shell: isWindows } },
    { documentSelector: LANGUAGES.map((language) => ({ scheme: 'file', language })) },
  );
}

async function restart() {
  await client?.stop();
  client = createClient();
  await client.start();
}

exports.activate = async ({ subscriptions }) => {
  subscriptions.push(
    commands.registerCommand('lakemodel.restart', restart),
    workspace.onDidChangeConfiguration((change) => {
      const isOurs = ['command', 'target'].some((key) => change.affectsConfiguration(`lakemodel.${key}`));
      if (isOurs) return restart();
    }),
  );
  await restart();
};

exports.deactivate = () => client?.stop();
