import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const LAUNCHER = join(import.meta.dirname, '../../bin/lakemodel.js');

function has(shell: string): boolean {
  return spawnSync(shell, ['--version']).error === undefined;
}

const folder = mkdtempSync(join(tmpdir(), 'lm completion '));

beforeAll(() => {
  const files: Record<string, string> = {
    'project.yml': 'name: shop\ntarget: local\ntargets:\n  local: { type: duckdb }\n  cloud: { type: duckdb }\n',
    'models/orders.sql': "{{ config(tags=['daily']) }} select 1 as id",
    'models/order_lines.sql': "select id from {{ ref('orders') }}",
    'bin/lakemodel': `#!/bin/sh\nexec "${process.execPath}" "${LAUNCHER}" "$@"\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  chmodSync(join(folder, 'bin/lakemodel'), 0o755);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a shell prints; `given` are further variables. */
function run(shell: string, args: readonly string[], given: Readonly<Record<string, string>> = {}): string {
  const { LAKEMODEL_TARGET: _, LAKEMODEL_PROJECT_DIR: __, ...outer } = process.env;
  const own = { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`, HOME: folder, TERM: 'dumb' };
  const env = { ...outer, ...own, ...given };
  const { stdout, stderr, status } = spawnSync(shell, args, { cwd: folder, env, encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) throw new Error(`${shell} ended with ${status}: ${stderr}\n${stdout}`);
  return stdout;
}

describe.skipIf(!has('bash'))('bash', () => {
  // As readline calls it: words end at ":" and "=", too.
  function complete(line: string): string[] {
    const script = `
source <(lakemodel completion bash)
[[ $(complete -p lakemodel) == *_lakemodel* ]] || exit 3
COMP_LINE=$LINE COMP_POINT=\${#LINE} COMP_WORDS=($WORDS) COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
[[ $LINE == *' ' ]] && { COMP_WORDS+=(''); COMP_CWORD=$((COMP_CWORD + 1)); }
compopt() { :; }
_lakemodel lakemodel
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const words = line.replace(/([:=])/g, ' $1 ');
    return run('bash', ['--norc', '-c', script], { LINE: line, WORDS: words }).split('\n').filter(Boolean);
  }

  test('models, tags, targets', () => {
    expect(complete('lakemodel run --select order')).toEqual(['order_lines', 'orders']);
    expect(complete('lakemodel run --select tag:')).toEqual(['daily']);
    expect(complete('lakemodel run --select +tag:da')).toEqual(['daily']);
    expect(complete('lakemodel run --target ')).toEqual(['local', 'cloud']);
    expect(complete('lakemodel sou')).toEqual(['source']);
  });

  test('a broken project is quiet', () => {
    const text = run('bash', ['-c', 'cd / && lakemodel completion bash --line "lakemodel run -s " 2>&1']);
    expect(text).toBe('');
  });
});

describe.skipIf(!has('fish'))('fish', () => {
  function complete(line: string): string[] {
    const script = `lakemodel completion fish | source; complete -C ${JSON.stringify(line)}`;
    return run('fish', ['--no-config', '-c', script]).split('\n').filter(Boolean);
  }

  test('models with what they are, tags, files where only the user knows', () => {
    expect(complete('lakemodel run --select order')).toEqual(['order_lines\tmodel', 'orders\tmodel']);
    expect(complete('lakemodel run --select tag:')).toEqual(['tag:daily\tnodes with a tag']);
    expect(complete('lakemodel ls --state mod').map((line) => line.split('\t')[0])).toEqual(['models/']);
  });
});

describe.skipIf(!has('zsh'))('zsh', () => {
  // A terminal of its own, in which Tab is pressed.
  function complete(line: string): string {
    const script = `
zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell 'PS1=; unset zle_bracketed_paste; autoload -Uz compinit; compinit -u -d ./dump; source <(lakemodel completion zsh); zstyle ":completion:*" list-prompt ""; setopt no_list_beep; stty cols 200 2>/dev/null; echo re''ady'
typeset text all=
for i in {1..200}; do zpty -r -t shell text && all+=$text; [[ $all == *ready* ]] && break; sleep 0.1; done
zpty -w -n shell $LINE$'\\t'
all=
for i in {1..40}; do while zpty -r -t shell text; do all+=$text; done; sleep 0.1; done
print -r -- $all
zpty -d shell`;
    // Without what moves the cursor and paints.
    return run('zsh', ['-f', '-c', script], { LINE: line })
      .replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '')
      .replace(/[\r\x07]/g, '');
  }

  test('models', () => {
    expect(complete('lakemodel run --select order_')).toContain('--select order_lines ');
    const both = complete('lakemodel run --select order');
    expect(both).toContain('order_lines');
    expect(both).toContain('orders');
  });
});
