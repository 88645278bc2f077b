import type { Source } from '../diagnostics/index.ts';
import type { TemplateBlock } from '../jinja/index.ts';
import type { Loading } from './loading.ts';

/** A block's body as a template of its own whose offsets and lines are those of the file: what stands before it is blank. */
export function blockSource({ bodySpan, body }: TemplateBlock, { texts }: Pick<Loading, 'texts'>): Source {
  const before = (texts.get(bodySpan.file) ?? '').slice(0, bodySpan.start);
  return { file: bodySpan.file, text: before.replace(/[^\n]/g, ' ') + body };
}
