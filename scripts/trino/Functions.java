import io.trino.FeaturesConfig;
import io.trino.client.NodeVersion;
import io.trino.metadata.InternalFunctionBundle;
import io.trino.metadata.SystemFunctionBundle;
import io.trino.spi.Plugin;
import io.trino.spi.function.FunctionMetadata;
import io.trino.spi.type.TypeOperators;
import io.trino.type.BlockTypeOperators;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Prints what Trino knows of its functions and operators, one a line, its parts between tabs: names, kind, hidden, deterministic, arguments
 * (between "|"), result, variadic, which arguments may be NULL, type variables, formulas. SHOW FUNCTIONS leaves out the last four.
 * Arguments: the version, folders of plugins.
 */
public class Functions
{
    public static void main(String[] args)
            throws Exception
    {
        TypeOperators operators = new TypeOperators();
        SystemFunctionBundle.create(new FeaturesConfig(), operators, new BlockTypeOperators(operators), new NodeVersion(args[0]))
                .getFunctions().forEach(Functions::print);
        for (int i = 1; i < args.length; i++) {
            printPlugin(new File(args[i]));
        }
    }

    private static void printPlugin(File folder)
            throws Exception
    {
        List<URL> jars = new ArrayList<>();
        for (File file : folder.listFiles((parent, name) -> name.endsWith(".jar"))) {
            jars.add(file.toURI().toURL());
        }
        URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), Functions.class.getClassLoader());
        for (Plugin plugin : ServiceLoader.load(Plugin.class, loader)) {
            if (plugin.getClass().getClassLoader() == loader) {
                InternalFunctionBundle.extractFunctions(plugin.getFunctions()).getFunctions().forEach(Functions::print);
            }
        }
    }

    private static void print(FunctionMetadata function)
    {
        var signature = function.getSignature();
        System.out.println(String.join("\t",
                String.join(", ", new TreeSet<>(function.getNames())),
                function.getKind().name().toLowerCase(),
                String.valueOf(function.isHidden()),
                String.valueOf(function.isDeterministic()),
                signature.getArgumentTypes().stream().map(Object::toString).collect(Collectors.joining("|")),
                signature.getReturnType().toString(),
                String.valueOf(signature.isVariableArity()),
                function.getFunctionNullability().getArgumentNullable().stream().map(Object::toString).collect(Collectors.joining("|")),
                signature.getTypeVariableConstraints().stream().map(Object::toString).collect(Collectors.joining("|")),
                signature.getLongVariableConstraints().stream().map(c -> c.getName() + "=" + c.getExpression()).collect(Collectors.joining("|"))));
    }
}
