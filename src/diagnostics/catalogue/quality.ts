import { defineCodes } from './define.ts';

/** What the quality room can say. */
export const qualityCodes = defineCodes({});
