import type { Block, Piece } from './shapes.ts';

interface Props {
  blocks: readonly Block[];
  /** Where each picture lies, by its name in the text. */
  pictures: Readonly<Record<string, string>>;
}

/** Paragraphs, tables and pictures, in their order. */
export function Blocks({ blocks, pictures }: Props) {
  return blocks.map((block) => <OneBlock key={JSON.stringify(block)} block={block} pictures={pictures} />);
}

function OneBlock({ block, pictures }: { block: Block; pictures: Props['pictures'] }) {
  if (block.is === 'table') return <Table {...block} />;
  if (block.is === 'text')
    return (
      <p>
        <Pieces of={block.of} />
      </p>
    );
  const { source, width, height, tells } = block;
  return (
    <figure>
      <img src={pictures[source]} alt="" width={width} height={height} loading="lazy" decoding="async" />
      <figcaption>{tells}</figcaption>
    </figure>
  );
}

function Table({ head, rows }: Extract<Block, { is: 'table' }>) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={JSON.stringify(cell)} scope="col">
              <Pieces of={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={JSON.stringify(row[0])}>
            {row.map((cell) => (
              <td key={JSON.stringify(cell)}>
                <Pieces of={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pieces({ of }: { of: readonly Piece[] }) {
  return of.map((piece, at) => {
    const key = `${at} ${JSON.stringify(piece)}`;
    if (typeof piece === 'string') return piece;
    if ('code' in piece) return <code key={key}>{piece.code}</code>;
    if ('part' in piece)
      return (
        <a key={key} href={`#${piece.part}`}>
          {piece.words}
        </a>
      );
    return <kbd key={key}>{piece.key}</kbd>;
  });
}
