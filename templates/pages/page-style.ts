/** How all pages look: one column, large type, readable on a phone, by day and by night, from either side, and on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #2c2e33; --soft: #5b5f68; --paper: #fff; --desk: #eef1f4;
  --rule: #d9dee4; --code: #f4f6f8; --accent: #00699e; --wash: #eaf5fb;
  --good: #146c43; --good-wash: #e8f5ee; --care: #855600; --care-wash: #fdf4e0; --bad: #b02a37; --bad-wash: #fcecee; }
.verified { --accent: #9c2c55; --wash: #fbf0f4; }
.gone { --accent: #5b5f68; --wash: #f1f2f4; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --soft: #a9aeb7; --paper: #1d2025; --desk: #121417; --rule: #363b43;
    --code: #14171b; --accent: #63c3f3; --wash: #17303d;
    --good: #6fcf97; --good-wash: #14301f; --care: #f0c060; --care-wash: #33280f; --bad: #ff9aa2; --bad-wash: #3d1c20; }
  .verified { --accent: #f19abb; --wash: #3a202b; }
  .gone { --accent: #a9aeb7; --wash: #262a30; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--desk); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Open Sans", "Noto Sans", "Noto Sans Arabic", sans-serif; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0.25rem; max-width: 44rem; margin: 0 auto; padding: clamp(0.5rem, 2vw, 1.5rem) 1rem 0.5rem; }
nav a { padding: 0.3rem 0.7rem; border-radius: 1rem; color: var(--soft); font-size: 0.9375rem; text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav a[aria-current] { background: var(--paper); color: var(--ink); font-weight: 600; box-shadow: 0 0 0 1px var(--rule); }
main { max-width: 44rem; margin: 0 auto; padding: 0 1rem clamp(1rem, 5vw, 4rem); }
article { display: none; scroll-margin-top: 6rem; padding: clamp(1.5rem, 6vw, 3.5rem); background: var(--paper);
  border: 1px solid var(--rule); border-top: 0.375rem solid var(--accent); border-radius: 0.5rem; }
article:first-child, article:target { display: block; }
main:has(> :target) > article:not(:target) { display: none; }
h1 { margin: 0; font-size: clamp(1.5rem, 5vw, 2.125rem); line-height: 1.25; text-wrap: balance; }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1.1875rem; line-height: 1.35; }
p { margin: 0.75rem 0; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 0.25rem; }
.headline { display: flex; gap: 1rem; align-items: center; margin-bottom: 1.5rem; }
.seal { flex: none; width: 3.25rem; height: 3.25rem; color: var(--accent); }
.seal .mark { fill: none; stroke: var(--paper); stroke-width: 3.5; stroke-linecap: round; stroke-linejoin: round; }
.soft { color: var(--soft); font-size: 0.9375rem; }
.lead { font-size: 1.1875rem; }
.statement { margin: 1.5rem 0 2rem; padding: clamp(1.25rem, 4vw, 2rem); background: var(--wash); border-radius: 0.5rem; }
.statement p { margin: 0.25rem 0; }
.statement .large { margin: 0.25rem 0 1rem; color: var(--accent); font-size: clamp(1.375rem, 5vw, 2rem); font-weight: 700;
  line-height: 1.3; }
.statement .title { font-size: clamp(1.125rem, 4vw, 1.5rem); font-style: italic; }
[lang=ar] .statement .title { font-style: normal; }
[dir=ltr] .statement .large { text-align: left; }
[dir=rtl] .statement .large { text-align: right; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5rem 1.5rem; margin: 1.5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
dd code { font-size: 0.875rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin: 0 0 0.75rem; } }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1.25rem 0 1.75rem; padding: 0; list-style: none; }
.actions a, .button { display: inline-block; padding: 0.6rem 1.1rem; border: 1px solid var(--accent); border-radius: 0.375rem;
  font-weight: 600; text-decoration: none; }
.actions .first a, .button { background: var(--accent); color: var(--paper); }
.actions a:hover { text-decoration: underline; }
@media (max-width: 30rem) { .actions li, .actions a { display: block; width: 100%; text-align: center; } }
.note { padding: 0.85rem 1rem; background: var(--wash); border-radius: 0.375rem; }
.drop { display: flex; flex-direction: column; gap: 0.75rem; align-items: center; margin: 1.5rem 0 0; padding: clamp(1.5rem, 6vw, 2.5rem) 1rem;
  background: var(--wash); border: 2px dashed var(--accent); border-radius: 0.5rem; text-align: center; cursor: pointer; }
.drop input { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.drop:focus-within { outline: 3px solid var(--accent); outline-offset: 3px; }
.dropping .drop { border-style: solid; box-shadow: 0 0 0 0.25rem var(--accent); }
.verdict { margin: 1.25rem 0; border-radius: 0.5rem; }
.verdict:empty { margin: 0; }
.verdict[data-tone] { display: flex; gap: 1rem; align-items: flex-start; padding: clamp(1rem, 4vw, 1.5rem); border-inline-start: 0.375rem solid var(--tone); background: var(--tone-wash); }
.verdict > div { flex: 1; min-width: 0; }
.verdict p { margin: 0.25rem 0; }
.verdict .seal { width: 2.5rem; height: 2.5rem; color: var(--tone); }
.verdict .seal .mark { stroke: var(--tone-wash); }
.verdict .fingerprint { padding: 0.65rem 0.75rem; background: var(--paper); font-size: 0.875rem; word-spacing: normal; text-wrap: balance; }
.says { font-size: 1.1875rem; font-weight: 700; line-height: 1.35; }
[data-tone] .says { color: var(--tone); }
[data-tone=good] { --tone: var(--good); --tone-wash: var(--good-wash); }
[data-tone=care] { --tone: var(--care); --tone-wash: var(--care-wash); }
[data-tone=bad] { --tone: var(--bad); --tone-wash: var(--bad-wash); }
.verdict .file { font-size: 0.9375rem; }
@media (max-width: 30rem) { .verdict[data-tone] { flex-direction: column; gap: 0.5rem; } .verdict > div { flex: none; width: 100%; } }
ol { margin: 0; padding-inline-start: 1.4rem; }
ol > li { margin: 0 0 1.5rem; padding-inline-start: 0.35rem; }
ol > li::marker { color: var(--accent); font-weight: 700; }
pre, code { font: 0.9375rem/1.55 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { margin: 0.75rem 0; padding: 0.85rem 1rem; background: var(--code); border: 1px solid var(--rule);
  border-radius: 0.375rem; white-space: pre-wrap; text-align: left; }
.fingerprint { display: block; margin: 0.75rem 0; padding: 0.85rem 1rem; background: var(--wash); border-radius: 0.375rem; font-weight: 600;
  word-spacing: 0.15em; overflow-wrap: normal; text-align: left; }
details { margin-top: 0.75rem; }
summary { cursor: pointer; }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #333; --paper: #fff; --desk: #fff; }
  nav, .drop, .check > .soft, .actions:not(:has([download])), .note, details { display: none; }
  article { border: 0; padding: 0; }
  .verdict[data-tone] { border: 1px solid #999; break-inside: avoid; }
  main { max-width: none; padding: 0; }
  .statement, .fingerprint { border: 1px solid #999; }
}
`;
