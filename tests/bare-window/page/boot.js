// Starts the page. It is a file of its own because the content security policy allows no script inside the document.
import start from "/bare-page.js";

start({ module_or_path: "/bare-page_bg.wasm" });
