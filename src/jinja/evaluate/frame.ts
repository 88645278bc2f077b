import type { Value } from '../values/value.ts';

/** Names and their values in one scope of a template; loops, macros and captures open one inside another. */
export class Frame {
  private readonly values = new Map<string, Value>();
  private readonly parent: Frame | undefined;

  constructor(parent?: Frame) {
    this.parent = parent;
  }

  get(name: string): Value | undefined {
    const value = this.values.get(name);
    return value === undefined ? this.parent?.get(name) : value;
  }

  set(name: string, value: Value): void {
    this.values.set(name, value);
  }

  /** All names that can be seen from here. */
  names(): string[] {
    return [...this.values.keys(), ...(this.parent?.names() ?? [])];
  }
}
