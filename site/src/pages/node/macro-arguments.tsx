import type { NodeDetail } from '../../../../src/docs/site-data.ts';
import { Markdown } from '../../components/rich-text.tsx';

/** The arguments of a macro. */
export function MacroArguments({ macro }: { readonly macro: NodeDetail['macro'] }) {
  if (!macro || macro.arguments.length === 0) return <p class="empty">No arguments.</p>;
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="Arguments">
      <table class="table" aria-label="Arguments">
        <thead>
          <tr>
            <th scope="col">Argument</th>
            <th scope="col">Type</th>
            <th scope="col" class="table-wide">
              Description
            </th>
          </tr>
        </thead>
        <tbody>
          {macro.arguments.map(({ name, type, description }) => (
            <tr key={name}>
              <td>
                <code>{name}</code>
              </td>
              <td>{type}</td>
              <td>{description && <Markdown text={description} inline />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
