import { type DefaultTreeAdapterMap, parse } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** What a template holds counts as well: a script may show it later. */
const childrenOf = (node: Node): readonly Node[] =>
  'content' in node ? node.content.childNodes : 'childNodes' in node ? node.childNodes : [];
const isElement = (node: Node): node is Element => 'tagName' in node;

/** A page as a browser sees it; what a browser would have to put right first is an error. */
export const treeOf = (html: string): Node =>
  parse(html, {
    onParseError: ({ code, startLine }) => {
      throw new Error(`not HTML: ${code} in line ${startLine}`);
    },
  });

/** Elements and the names of their attributes, without any text: what a hostile value must not change. */
export const shapeOf = (node: Node): string =>
  isElement(node)
    ? `<${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}>${childrenOf(node).map(shapeOf).join('')}</>`
    : childrenOf(node).map(shapeOf).join('');

export const elementsOf = (node: Node, tagName: string): readonly Element[] => [
  ...(isElement(node) && node.tagName === tagName ? [node] : []),
  ...childrenOf(node).flatMap((child) => elementsOf(child, tagName)),
];

export const attributeOf = ({ attrs }: Element, wanted: string): string | undefined =>
  attrs.find(({ name }) => name === wanted)?.value;

export const textOf = (node: Node): string => ('value' in node ? node.value : childrenOf(node).map(textOf).join(''));
