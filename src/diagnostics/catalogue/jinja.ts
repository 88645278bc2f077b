import { defineCodes } from './define.ts';

/** What the jinja room can say. */
export const jinjaCodes = defineCodes({});
