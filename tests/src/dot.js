// A dot that nobody sees and that is painted again twenty times a second, for three seconds.
const dot = document.createElement("div");
dot.style.cssText = "position:fixed;left:0;top:0;width:1px;height:1px;pointer-events:none";
document.body.append(dot);
let turns = 0;
const painting = setInterval(() => {
  turns += 1;
  dot.style.background = turns % 2 ? "#00000001" : "#00000002";
  if (turns === 60) {
    clearInterval(painting);
    dot.remove();
  }
}, 50);
