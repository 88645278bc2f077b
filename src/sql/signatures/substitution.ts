import { isComparable } from '../types/same-type.ts';
import type { TrinoType } from '../types/trino-type.ts';
import { variablesOf } from './parse-pattern.ts';
import { isSizedType, sizedType } from './sized-type.ts';
import type { TypePattern } from './signature.ts';

/** What a signature's variables stand for in a call. Those whose places have types that are not known are tainted: so is what mentions them. */
export class Substitution {
  readonly types = new Map<string, TrinoType>();
  readonly numbers = new Map<string, number>();
  readonly tainted = new Set<string>();
  /** Whether all types that came about are types, see `BoundSignature`. */
  isValid = true;

  taint(pattern: TypePattern): void {
    const { types, numbers } = variablesOf(pattern);
    for (const name of types) this.tainted.add(name);
    for (const name of numbers) this.tainted.add(name);
  }

  isTainted(pattern: TypePattern): boolean {
    const { types, numbers } = variablesOf(pattern);
    return types.some((name) => this.tainted.has(name)) || numbers.some((name) => this.tainted.has(name));
  }

  /** The type that a pattern has become; undefined where a variable in it is not bound or not known. */
  apply(pattern: TypePattern): TrinoType | undefined {
    switch (pattern.kind) {
      case 'concrete':
        return pattern.type;
      case 'variable':
        return this.tainted.has(pattern.name) ? undefined : this.types.get(pattern.name);
      case 'sized':
        return this.applySizes(pattern);
      case 'array': {
        const element = this.apply(pattern.element);
        return element && { kind: 'array', element };
      }
      case 'map': {
        const key = this.apply(pattern.key);
        const value = this.apply(pattern.value);
        this.isValid &&= !key || isComparable(key);
        return key && value && { kind: 'map', key, value };
      }
      case 'row':
        return this.applyRow(pattern);
      case 'opaque': {
        const parameters = pattern.parameters.map((part) => this.apply(part)).filter((part) => part !== undefined);
        const isWhole = parameters.length === pattern.parameters.length;
        return isWhole ? { kind: 'opaque', name: pattern.name, parameters } : undefined;
      }
      case 'function':
        return undefined;
    }
  }

  private applySizes({ base, sizes }: Extract<TypePattern, { kind: 'sized' }>): TrinoType | undefined {
    const values: number[] = [];
    for (const size of sizes) {
      const value = typeof size === 'number' ? size : this.tainted.has(size) ? undefined : this.numbers.get(size);
      if (value === undefined) return undefined;
      values.push(value);
    }
    this.isValid &&= isSizedType(base, values);
    return sizedType(base, values);
  }

  private applyRow({ fields }: Extract<TypePattern, { kind: 'row' }>): TrinoType | undefined {
    const types = [];
    for (const { name, pattern } of fields) {
      const type = this.apply(pattern);
      if (!type) return undefined;
      types.push(name === undefined ? { type } : { name, type });
    }
    return { kind: 'row', fields: types };
  }
}
