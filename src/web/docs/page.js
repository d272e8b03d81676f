// Shows the API's own description. Where only administrators may read it, the page has a form that asks
// for an access token; the token stays in this page.
const main = document.querySelector('main');
const form = document.querySelector('form');
const notice = document.querySelector('[role=alert]');

const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

if (form === null) void load(null);
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  void load(form.elements.token.value.trim());
});

/** Reads the description, as an administrator when there is a token. */
async function load(token) {
  notice.textContent = '';
  try {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch('/docs/json', { headers });
    const answer = await response.json();
    if (response.ok) show(answer, token);
    else notice.textContent = answer.message;
  } catch (error) {
    console.error(error);
    notice.textContent = 'The documentation could not be loaded. Please try again.';
  }
}

function show(spec, token) {
  const ui = window.SwaggerUIBundle({
    domNode: main,
    spec,
    deepLinking: true,
    // The list of all schemas folded: the operations are what people come for.
    defaultModelsExpandDepth: 0,
    onComplete: () => {
      if (token !== null) ui.preauthorizeApiKey('accessToken', token);
    },
  });
}
