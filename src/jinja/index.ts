export * from './scope.ts';
export { parseTemplate, type ParsedTemplate } from './parse-template.ts';
export type {
  ConfigCall,
  DynamicCall,
  EnvVarCall,
  MacroCall,
  RefCall,
  SourceCall,
  TemplateCalls,
  VarCall,
  WatermarkCall,
} from './find-calls.ts';
export { decidesByWorld } from './decides-by-world.ts';
export { templatePieces, type TemplatePiece } from './template-pieces.ts';
export { definitionTexts, templateTexts, type TemplateText } from './template-strings.ts';
export { blockBody, parseBlocks, type BlockParameter, type TemplateBlock } from './parse-blocks.ts';
export { createMacroLibrary, type MacroFile, type MacroInfo, type MacroLibrary } from './macro-library.ts';
export {
  callMacro,
  RelationArgument,
  renderTemplate,
  renderValue,
  sourceSpan,
  type MacroArgument,
  type RenderedText,
} from './render-template.ts';
export type { Segment } from './evaluate/output.ts';
export type { JsonValue } from './values/convert.ts';
