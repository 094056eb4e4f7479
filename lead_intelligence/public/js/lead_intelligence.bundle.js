import "./lead/form";
import "./lead/list";
