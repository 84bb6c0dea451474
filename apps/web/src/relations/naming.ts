import { LINK_TYPES, type LinkType } from '@cairn/model';
import type { Label } from '../vocabulary/labels.ts';
import type { Say } from '../words/words.ts';
import type { Node } from './shapes.ts';

/** What a record of a graph is called: its name, else its type with its reference. */
export function nodeName(node: Node | undefined, label: Label): string {
  if (!node) return '…';
  if (node.name) return node.name;
  if (!node.code) return node.reference;
  return `${label(node.kind === 'act' ? 'act-type' : 'actor-type', node.code)} · ${node.reference}`;
}

const isLinkType = (type: string): type is LinkType => LINK_TYPES.some((each) => each === type);

/** How two records are tied, as it stands between their names. */
export const howWords = (type: string, say: Say): string => (isLinkType(type) ? say(`links.how.${type}`) : type);
