import ts from 'typescript';

/** A text in the source of a page that a person could read and that no catalogue translates. */
export interface LiteralText {
  readonly line: number;
  readonly text: string;
}

/** Attributes whose texts a person reads or hears. */
const readAttributes =
  /^(?:alt|title|label|placeholder|aria-(?:label|description|roledescription|valuetext)|hint|missing|submit|confirm|text|lead|heading|summary|caption|name-label)$/;

/** Finds the literal texts of a module: in elements, in attributes that are read, and sentences anywhere. */
export function literalTexts(path: string, source: string): readonly LiteralText[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: LiteralText[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== null && isRead(node, text)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push({ line: line + 1, text: text.trim() });
    }
    if (!ts.isImportDeclaration(node) && !ts.isTypeNode(node)) ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function textOf(node: ts.Node): string | null {
  if (ts.isJsxText(node) || ts.isStringLiteral(node)) return node.text;
  if (ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => ` ${literal.text}`).join('');
}

function isRead(node: ts.Node, text: string): boolean {
  if (!/\p{L}/u.test(text)) return false;
  if (ts.isJsxText(node)) return true;
  if (isInElement(node)) return true;
  const attribute = attributeOf(node);
  if (attribute !== null) return readAttributes.test(attribute);
  return isSentence(text);
}

/** `{'text'}` and `{is ? 'one' : 'other'}` between tags. */
function isInElement(node: ts.Node): boolean {
  const expression = outermost(node).parent;
  return (
    ts.isJsxExpression(expression) &&
    (ts.isJsxElement(expression.parent) || ts.isJsxFragment(expression.parent))
  );
}

function attributeOf(node: ts.Node): string | null {
  let { parent } = outermost(node);
  if (ts.isJsxExpression(parent)) ({ parent } = parent);
  return ts.isJsxAttribute(parent) ? parent.name.getText() : null;
}

/** The whole of a choice of which the node is one branch. */
function outermost(node: ts.Node): ts.Node {
  const { parent } = node;
  const isBranch =
    (ts.isConditionalExpression(parent) && parent.condition !== node) ||
    ts.isParenthesizedExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.right === node && !isComparison(parent));
  return isBranch ? outermost(parent) : node;
}

function isComparison({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken
  );
}

/** Words that begin with a capital letter or end like a sentence; keys, class names and paths do neither. */
function isSentence(text: string): boolean {
  const isCapital = /^\s*\p{Lu}\p{Ll}+(?:[ ,.:?!…]|$)/u.test(text) && text.includes(' ');
  return isCapital || /\p{L} .*\p{L}[.?!…]\s*$/u.test(text);
}
