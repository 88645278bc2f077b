import type { Span } from '../../diagnostics/index.ts';
import { checkLength } from '../values/limits.ts';

/**
 * A stretch of rendered text and the part of the template that made it. `literal`: the template's own text, character for character;
 * otherwise all of it comes from the one tag.
 */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
  readonly literal: boolean;
}

/** Collects what a template prints; with `file`, also where each part came from. */
export class OutputBuffer {
  readonly segments: Segment[] = [];
  private readonly parts: string[] = [];
  private readonly file: string | undefined;
  private length = 0;

  constructor(file?: string) {
    this.file = file;
  }

  get text(): string {
    return this.parts.join('');
  }

  /** The template's own text, which stands at `start`. As in Jinja2, a carriage return before a newline is left out. */
  literal(text: string, start: number): void {
    let from = 0;
    for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', from)) {
      this.add(text.slice(from, at), start + from, start + at, true);
      from = at + 1;
    }
    this.add(text.slice(from), start + from, start + text.length, true);
  }

  /** What the tag between two offsets printed. */
  printed(text: string, start: number, end: number): void {
    this.add(text, start, end, false);
  }

  private add(text: string, start: number, end: number, literal: boolean): void {
    if (text === '') return;
    const from = this.length;
    this.length += text.length;
    checkLength(this.length);
    this.parts.push(text);
    if (this.file !== undefined)
      this.segments.push({ start: from, end: this.length, span: { file: this.file, start, end }, literal });
  }
}
