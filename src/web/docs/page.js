// Shows the API's own description. Where only administrators may read it, asks for an access token first.
const root = document.getElementById('swagger-ui');
const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

async function show(token) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch('/docs/json', { headers });
  if (response.ok) {
    window.SwaggerUIBundle({
      domNode: root,
      spec: await response.json(),
      validatorUrl: null,
      deepLinking: true,
    });
    return;
  }
  const refusal = await response.json().catch(() => ({ message: response.statusText }));
  ask(token ? refusal.message : '');
}

function ask(problem) {
  const form = document.createElement('form');
  const label = document.createElement('label');
  const input = Object.assign(document.createElement('input'), {
    id: 'token',
    type: 'password',
    required: true,
  });
  const button = Object.assign(document.createElement('button'), {
    textContent: 'Show the documentation',
  });
  label.htmlFor = 'token';
  label.textContent =
    "This server shows its documentation to administrators only. An administrator's access token:";
  const alert = Object.assign(document.createElement('p'), { role: 'alert', textContent: problem });
  form.append(label, input, button, alert);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show(input.value.trim());
  });
  const notice = Object.assign(document.createElement('main'), { className: 'notice' });
  notice.append(form);
  root.replaceChildren(notice);
  input.focus();
}

show('');
