import { templateTexts } from '../../jinja/index.ts';
import type { Renaming } from './world.ts';
import { sameName, wordsIn } from './words.ts';

/** Edits the calls of `watermark()` and `high_watermark()` that name the column. */
export function editWatermarks({ world, refusals, edits, name, newName, nodes }: Renaming): void {
  for (const [id, calls] of Object.entries(world.opened.graph.watermarks)) {
    for (const { column, of, span } of calls) {
      if (!nodes.has(of) || !sameName(column, name)) continue;
      const node = world.project.nodes[id];
      const text = world.project.texts[span.file] ?? '';
      const found =
        node?.path === span.file
          ? templateTexts({ file: span.file, text }).find(
              ({ kind, start, end }) =>
                kind === 'string' && span.start <= start && end <= span.end && sameName(text.slice(start + 1, end - 1), name), // prettier-ignore
            )
          : undefined;
      const [word] = found ? wordsIn(text.slice(found.start, found.end), name) : [];
      if (!found || !word || /['"\\]/.test(newName)) refusals.uncertain('a watermark in a macro names it', span);
      else edits.add(span.file, { start: found.start + word.start, end: found.start + word.end, text: newName });
    }
  }
}
