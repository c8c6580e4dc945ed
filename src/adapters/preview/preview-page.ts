/** The page and what it loads, all of it from this server; texts of others come as JSON and are set as text. */
export const previewFiles: ReadonlyMap<string, Readonly<{ type: string; body: string }>> = new Map([
  [
    '/',
    {
      type: 'text/html; charset=utf-8',
      body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview of certificates</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/preview.css">
<script type="module" src="/preview.js"></script>
</head>
<body>
<header>
<h1>Preview</h1>
<label>Layout or course <select id="subject"></select></label>
<label>Name <select id="name"></select></label>
<span id="state" role="status">loading</span>
</header>
<p id="problem" role="alert" hidden></p>
<iframe id="certificate" title="The certificate"></iframe>
</body>
</html>
`,
    },
  ],
  [
    '/preview.css',
    {
      type: 'text/css; charset=utf-8',
      body: `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; height: 100vh; display: flex; flex-direction: column; }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; padding: 0.5rem 1rem; }
h1 { margin: 0; font-size: 1.1rem; }
select { font: inherit; max-width: 24rem; }
#problem { margin: 0; padding: 0.75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; background: #fcecee; color: #8f1d2a; }
iframe { flex: 1; border: 0; }
`,
    },
  ],
  [
    '/preview.js',
    {
      type: 'text/javascript; charset=utf-8',
      body: `const at = (id) => document.getElementById(id);
const [subject, name, state, problem, certificate] = ['subject', 'name', 'state', 'problem', 'certificate'].map(at);
let version = '';
let shown = '';
let url = '';
let problems = null;

const fill = (select, options) => {
  const before = select.value;
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  if (options.some(([value]) => value === before)) select.value = before;
};

const tell = (words) => {
  problem.textContent = words ?? '';
  problem.hidden = !words;
};

const wanted = () => [version, subject.value, name.value].join('\\n');

const draw = async () => {
  const drawing = wanted();
  if (drawing === shown) return;
  shown = drawing;
  state.textContent = 'drawing';
  const query = new URLSearchParams({ subject: subject.value, name: name.value });
  const response = await fetch('/certificate?' + query);
  const failure = response.ok ? null : await response.text();
  const blob = response.ok ? await response.blob() : null;
  // Something else was chosen meanwhile.
  if (drawing !== wanted()) return;
  tell([problems, failure].filter(Boolean).join('\\n'));
  if (blob) {
    URL.revokeObjectURL(url);
    url = URL.createObjectURL(blob);
    certificate.src = url;
  }
  state.textContent = (response.ok ? 'drawn at ' : 'failed at ') + new Date().toLocaleTimeString();
};

const look = async () => {
  try {
    const now = await (await fetch('/state')).json();
    if (now.version !== version) {
      version = now.version;
      fill(subject, now.subjects.map((label) => [label, label]));
      fill(name, now.names.map((text, index) => [String(index), text]));
    }
    problems = now.problems;
    await draw();
  } catch {
    state.textContent = 'the preview has ended: start it again';
  }
  setTimeout(look, 1000);
};

for (const select of [subject, name]) select.addEventListener('change', () => void draw().catch(() => undefined));
look();
`,
    },
  ],
]);
