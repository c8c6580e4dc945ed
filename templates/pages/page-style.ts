/** How both pages look: one column, large type, readable on a phone, by day and by night. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #2c2e33; --soft: #5b5f68; --paper: #fff; --desk: #eef1f4;
  --rule: #d9dee4; --code: #f4f6f8; --accent: #00699e; --wash: #eaf5fb; }
.verified { --accent: #9c2c55; --wash: #fbf0f4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --soft: #a9aeb7; --paper: #1d2025; --desk: #121417; --rule: #363b43;
    --code: #14171b; --accent: #63c3f3; --wash: #17303d; }
  .verified { --accent: #f19abb; --wash: #3a202b; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--desk); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Open Sans", sans-serif; overflow-wrap: anywhere; }
main { max-width: 44rem; margin: 0 auto; padding: clamp(1rem, 5vw, 4rem) 1rem; }
article { position: relative; overflow: hidden; padding: clamp(1.5rem, 6vw, 3.5rem); background: var(--paper);
  border: 1px solid var(--rule); border-top: 0.375rem solid var(--accent); border-radius: 0.5rem; }
h1 { margin: 0; font-size: clamp(1.5rem, 5vw, 2.125rem); line-height: 1.2; letter-spacing: -0.01em; text-wrap: balance; }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1.1875rem; line-height: 1.3; }
p { margin: 0.75rem 0; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 0.25rem; }
.headline { display: flex; gap: 1rem; align-items: center; margin-bottom: 1.5rem; }
.seal { flex: none; width: 3.25rem; height: 3.25rem; color: var(--accent); }
.soft { color: var(--soft); font-size: 0.9375rem; }
.statement { margin: 1.5rem 0 2rem; padding: clamp(1.25rem, 4vw, 2rem); background: var(--wash); border-radius: 0.5rem; }
.statement p { margin: 0.25rem 0; }
.statement .large { margin: 0.25rem 0 1rem; color: var(--accent); font-size: clamp(1.375rem, 5vw, 2rem); font-weight: 700;
  line-height: 1.25; }
.statement .title { font-size: clamp(1.125rem, 4vw, 1.5rem); font-style: italic; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5rem 1.5rem; margin: 1.5rem 0; }
dd code { font-size: 0.875rem; }
dt { color: var(--soft); }
dd { margin: 0; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin: 0 0 0.75rem; } }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1.25rem 0 1.75rem; padding: 0; list-style: none; }
.actions a { display: inline-block; padding: 0.6rem 1.1rem; border: 1px solid var(--accent); border-radius: 0.375rem;
  font-weight: 600; text-decoration: none; }
.actions .first a { background: var(--accent); color: var(--paper); }
.actions a:hover { text-decoration: underline; }
@media (max-width: 30rem) { .actions li, .actions a { display: block; width: 100%; text-align: center; } }
ol { margin: 0; padding-left: 1.4rem; }
ol > li { margin: 0 0 1.5rem; padding-left: 0.35rem; }
ol > li::marker { color: var(--accent); font-weight: 700; }
pre, code { font: 0.9375rem/1.55 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { margin: 0.75rem 0; padding: 0.85rem 1rem; background: var(--code); border: 1px solid var(--rule);
  border-radius: 0.375rem; white-space: pre-wrap; }
.fingerprint { display: block; margin: 0.75rem 0; padding: 0.85rem 1rem; background: var(--wash); border-radius: 0.375rem; font-weight: 600;
  word-spacing: 0.15em; overflow-wrap: normal; }
details { margin-top: 0.75rem; }
summary { cursor: pointer; }
`;
