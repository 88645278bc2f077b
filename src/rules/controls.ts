import {
  diagnose,
  isCode,
  isFixed,
  nearestCodes,
  placeIn,
  type Diagnostic,
  type Level,
  type Levels,
  type Place,
} from '../diagnostics/index.ts';
import type { Project, ProjectNode } from '../project/project.ts';
import { ignoreComments, type IgnoreComment } from './ignore-comments.ts';

/** Brings diagnostics to the severities that a project, a node or a comment in the text gives them. */
export interface Controls {
  /** Diagnostics that are switched off are left out. Call it with each once: it remembers which comments were of use. */
  readonly apply: (diagnostics: readonly Diagnostic[]) => Diagnostic[];
  /** What is wrong with the comments in these files: codes that do not exist or cannot be ignored, and those that ignored nothing so far. */
  readonly problems: (files: Iterable<string>) => Diagnostic[];
}

/** What only some commands can find: that a comment about one of them ignored nothing says little. */
const FOUND_BY_SOME: ReadonlySet<string> = new Set(['star-over-changed-input']);

export function createControls(project: Project): Controls {
  const { texts } = project;
  const { diagnostics: levels = {} } = project.settings;
  const owners = nodesWithLevels(project);
  const comments = new Map<string, readonly IgnoreComment[]>();
  const used = new Set<string>();

  function commentsOf(file: string): readonly IgnoreComment[] {
    const known = comments.get(file) ?? ignoreComments(file, texts[file] ?? '');
    comments.set(file, known);
    return known;
  }

  function isIgnored({ code, place }: Diagnostic): boolean {
    if (!place) return false;
    let ignored = false;
    for (const { codes, line } of commentsOf(place.file)) {
      if (line !== undefined && (line < place.line || line > place.endLine)) continue;
      for (const one of codes) {
        if (one.code !== code) continue;
        used.add(`${place.file}:${one.start}`);
        ignored = true;
      }
    }
    return ignored && !isFixed(code);
  }

  function levelOf({ code, place, severity }: Diagnostic): Level {
    if (isFixed(code)) return severity;
    const own = place && owners.find(({ node }) => isAbout(node, place, texts))?.levels[code];
    return own ?? (Object.hasOwn(levels, code) ? (levels[code] as Level) : severity);
  }

  return {
    apply: (diagnostics) =>
      diagnostics.flatMap((diagnostic) => {
        if (isIgnored(diagnostic)) return [];
        const level = levelOf(diagnostic);
        if (level === 'off') return [];
        return [level === diagnostic.severity ? diagnostic : { ...diagnostic, severity: level }];
      }),
    problems: (files) =>
      [...new Set(files)].flatMap((file) =>
        commentsOf(file).flatMap(({ codes }) =>
          codes.flatMap(({ code, start, end }): readonly Diagnostic[] => {
            const at = placeIn({ file, text: texts[file] ?? '' }, start, end);
            if (!isCode(code)) return [diagnose('ignore-unknown', { code }, { at, hint: nearestCodes(code) })];
            if (isFixed(code)) return [diagnose('diagnostic-fixed', { code }, { at })];
            if (used.has(`${file}:${start}`) || FOUND_BY_SOME.has(code)) return [];
            return [diagnose('ignore-unused', { code }, { at })];
          }),
        ),
      ),
  };
}

interface Owner {
  readonly node: ProjectNode;
  readonly levels: Levels;
}

function nodesWithLevels({ nodes }: Project): readonly Owner[] {
  return Object.values(nodes).flatMap((node) => {
    const levels = node.config.diagnostics;
    return levels ? [{ node, levels }] : [];
  });
}

/** Whether a place is in a node's own file or in what YAML says of it. */
function isAbout(node: ProjectNode, { file, line }: Place, texts: Project['texts']): boolean {
  if (!/\.ya?ml$/i.test(file)) return node.path === file;
  const columns = 'columns' in node ? Object.values(node.columns).map(({ span }) => span) : [];
  const text = texts[file] ?? '';
  return [node.span, ...columns, ...Object.values(node.configSpans)].some(
    (span) => span.file === file && placeIn({ file, text }, span.start, span.end).line === line,
  );
}
