// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Sets the component's options from Spring Boot's properties {@code camel.component.portkey-images.*}, as Camel's starters
 * do for Camel's components. Options may be written in camel or in kebab case. Of no effect without Camel on Spring Boot, or
 * with {@code camel.component.portkey-images.enabled=false}.
 */
@AutoConfiguration
@ConditionalOnClass(name = "org.apache.camel.spring.boot.SpringBootCamelContext")
@ConditionalOnProperty(name = PortkeyImagesAutoConfiguration.ENABLED, matchIfMissing = true)
public class PortkeyImagesAutoConfiguration {

    static final String ENABLED = "camel.component.portkey-images.enabled";

    private static final String NAME = "portkey-images";
    private static final String CONFIGURATION = "configuration";
    private static final String PREFIX = "camel.component." + NAME;

    /**
     * Sets the options when Camel makes the component.
     *
     * @param environment where the properties are; a property that is no option fails the start, because one that was
     *        misspelt would else be missing in silence
     */
    @Bean
    public ComponentCustomizer portkeyImagesComponentCustomizer(Environment environment) {
        return new ComponentCustomizer() {
            @Override
            public boolean isEnabled(String name, Component target) {
                return NAME.equals(name) && target instanceof PortkeyImagesComponent;
            }

            @Override
            public void configure(String name, Component target) {
                Map<String, String> options = Binder.get(environment)
                        .bind(PREFIX, Bindable.mapOf(String.class, String.class)).orElseGet(HashMap::new);
                String replaced = options.remove(CONFIGURATION);
                if (replaced != null) {
                    set(target, CONFIGURATION, replaced); // first, because the others are set on it
                }
                options.forEach((option, value) -> set(target, option, value));
            }
        };
    }

    /** Says nothing of the value, which may be a secret. */
    private static void set(Component component, String option, String value) {
        if ((PREFIX + "." + option).equals(ENABLED)) {
            return;
        }
        CamelContext camel = component.getCamelContext();
        boolean known;
        try {
            known = PropertyBindingSupport.build().withConfigurer(new PortkeyImagesComponentConfigurer()).withIgnoreCase(true)
                    .bind(camel, component, option, value);
        } catch (PropertyBindingException e) {
            throw new IllegalArgumentException("The property " + PREFIX + "." + option + " has a value that does not fit");
        }
        if (!known) {
            throw new IllegalArgumentException("The property " + PREFIX + "." + option + " is no option of the component; "
                                               + "its options are those of the endpoint");
        }
    }
}
